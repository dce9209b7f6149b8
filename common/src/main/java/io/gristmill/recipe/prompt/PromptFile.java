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
 * A prompt that a recipe needs: the default one of {@code conf/prompts}, which is on the class
 * path, or a file of the user's own in its place. Read once, where the run is planned.
 *
 * @param key below the recipe's {@code prompts}, for example {@code classify}
 * @param fileName of the default, for example {@code self-instruct-classify.txt}
 * @param placeholders what it may and must have
 */
public record PromptFile(String key, String fileName, PromptTemplate.Placeholders placeholders) {

  /** Where conf is on the class path. */
  private static final String CONF = "/io/gristmill/recipe/";

  /**
   * The template that the settings name.
   *
   * @param prompts the recipe's block {@code prompts}: a path under each key, or null
   */
  public PromptTemplate read(SettingsReader prompts, Problems problems) {
    Optional<String> own = prompts.optionalText(key);
    return own.isPresent()
        ? PromptTemplate.parse(
            prompts.full(key) + " (" + own.get() + ")",
            ownText(prompts, own.get()).orElseGet(this::defaultText),
            placeholders,
            problems)
        : PromptTemplate.parse(fileName, defaultText(), placeholders, problems);
  }

  /** The text that {@link #read} parses, notes included. */
  public String text(SettingsReader prompts) {
    return prompts
        .optionalText(key)
        .flatMap(own -> ownText(prompts, own))
        .orElseGet(this::defaultText);
  }

  /** The default prompt as it stands in {@code conf/prompts}, with its notes. */
  public String defaultText() {
    return resource("prompts/" + fileName);
  }

  /**
   * The text of a file of {@code conf} that is part of the program.
   *
   * @param name in {@code conf}, for example {@code seed_tasks.jsonl}
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
      prompts.problem(key, "a text file in UTF-8");
    } catch (IOException | InvalidPathException e) {
      prompts.problem(key, "a readable text file with the prompt, or null");
    }
    return Optional.empty();
  }
}
