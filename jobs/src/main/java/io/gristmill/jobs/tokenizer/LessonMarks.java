package io.gristmill.jobs.tokenizer;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.lesson.LessonConfig;
import io.gristmill.lesson.LessonEncoder.Marks;
import io.gristmill.lesson.Preset;
import java.util.OptionalInt;

/** What the settings say of a row's first and last tokens, as numbers of a tokenizer. */
public final class LessonMarks {

  private LessonMarks() {}

  /**
   * @param name of the tokenizer, for messages
   * @throws UserException when it has no such token
   */
  public static Marks of(
      LessonConfig config, Tokenizer tokenizer, SpecialTokens special, String name) {
    int[] opening =
        switch (config.begin()) {
          case LessonConfig.AUTO -> tokenizer.opening();
          case LessonConfig.NONE -> new int[0];
          default -> new int[] {id("begin-token", config.begin(), tokenizer, name)};
        };
    return new Marks(
        opening,
        config.preset() == Preset.LLMS_FROM_SCRATCH
            ? Marks.NONE
            : end(config, tokenizer, special, name).orElse(Marks.NONE));
  }

  /**
   * The token that ends an answer; nothing where the settings want none.
   *
   * @throws UserException when the tokenizer names none and the settings leave it to it
   */
  public static OptionalInt end(
      LessonConfig config, Tokenizer tokenizer, SpecialTokens special, String name) {
    if (config.end().equals(LessonConfig.NONE)) {
      return OptionalInt.empty();
    }
    if (!config.end().equals(LessonConfig.AUTO)) {
      return OptionalInt.of(id("end-token", config.end(), tokenizer, name));
    }
    if (special.end().isEmpty()) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "training-data.end-token must be a token or none: tokenizer "
              + name
              + " names no end token (eos_token)");
    }
    return special.end();
  }

  private static int id(String key, String token, Tokenizer tokenizer, String name) {
    OptionalInt id = tokenizer.id(token);
    if (id.isEmpty()) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "training-data.%s must be one token of the tokenizer %s, was \"%s\""
              .formatted(key, name, token));
    }
    return id.getAsInt();
  }
}
