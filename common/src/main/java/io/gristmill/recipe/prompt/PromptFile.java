package io.gristmill.recipe.prompt;

import io.gristmill.check.Problems;
import io.gristmill.config.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A prompt of a recipe: the default file of {@code conf/prompts}, bundled on the class path, or a
 * file of the user. It is read once, on the driver.
 *
 * @param key key in the recipe's block {@code prompts}, for example {@code classify}
 * @param fileName default file, for example {@code self-instruct-classify.txt}
 * @param placeholders required and optional placeholders
 */
public record PromptFile(String key, String fileName, PromptTemplate.Placeholders placeholders) {

  /** Location of conf on the class path. */
  private static final String CONF = "/io/gristmill/recipe/";

  /**
   * Reads the template selected by the settings.
   *
   * @param prompts block {@code prompts} of the recipe: a path or null under each key
   */
  public PromptTemplate read(SettingsReader prompts, Problems problems) {
    Optional<String> path = prompts.optionalText(key);
    return path.isPresent()
        ? PromptTemplate.parse(
            prompts.full(key) + " (" + path.get() + ")",
            ownText(prompts, path.get()).orElseGet(this::defaultText),
            placeholders,
            problems)
        : PromptTemplate.parse(fileName, defaultText(), placeholders, problems);
  }

  /** Text that {@link #read} parses, including the {@code #:} notes. */
  public String text(SettingsReader prompts) {
    return prompts
        .optionalText(key)
        .flatMap(path -> ownText(prompts, path))
        .orElseGet(this::defaultText);
  }

  /** Content of the default file in {@code conf/prompts}, including its notes. */
  public String defaultText() {
    return resource("prompts/" + fileName);
  }

  /**
   * Reads a bundled file of {@code conf}.
   *
   * @param name path in {@code conf}, for example {@code seed_tasks.jsonl}
   */
  public static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            PromptFile.class.getResourceAsStream(CONF + name),
            name + " is not on the class path")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private Optional<String> ownText(SettingsReader prompts, String path) {
    try {
      return Optional.of(Files.readString(Path.of(path)));
    } catch (CharacterCodingException e) {
      prompts.problem(key, "a UTF-8 text file");
    } catch (IOException | InvalidPathException e) {
      prompts.problem(key, "the path of a readable prompt file, or null");
    }
    return Optional.empty();
  }
}
