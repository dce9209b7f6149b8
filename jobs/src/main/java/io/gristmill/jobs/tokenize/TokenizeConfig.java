package io.gristmill.jobs.tokenize;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.table.TableFormat;
import io.gristmill.lesson.LessonConfig;
import io.gristmill.lesson.Preset;
import java.io.Serializable;

/**
 * The blocks {@code tokenize} and {@code training-data} of reference.conf.
 *
 * @param tokenizer directory with {@code tokenizer.json}
 * @param kind what the rows become
 * @param files format of the files
 * @param lesson how rows become tokens
 * @param packing whether rows hold several examples
 */
public record TokenizeConfig(
    String tokenizer, Kind kind, TableFormat files, LessonConfig lesson, boolean packing)
    implements Serializable {

  /** What rows become. */
  public enum Kind {
    /** A row of tokens and labels each. */
    EXAMPLES,
    /** A prompt and two answers each. */
    PREFERENCES
  }

  /** The same with other rules of texts. */
  TokenizeConfig with(LessonConfig other) {
    return new TokenizeConfig(tokenizer, kind, files, other, packing);
  }

  /** Reads both blocks; whatever is wrong goes to the problems. */
  public static TokenizeConfig read(Settings settings, Problems problems) {
    SettingsReader block = settings.reader("tokenize", problems);
    SettingsReader data = settings.reader("training-data", problems);
    LessonConfig lesson = LessonConfig.read(data);
    if (lesson.preset() != Preset.GRISTMILL) {
      data.problem("preset", "gristmill for tokenize: a preset cuts and pads when it collates");
    }
    Kind kind = block.choice("kind", Kind.class);
    boolean packing = data.flag("packing");
    if (packing && kind == Kind.PREFERENCES) {
      data.problem("packing", "false with tokenize.kind=preferences");
    }
    if (packing && lesson.maxLength() == 0) {
      data.problem("max-length", "set where tokenize packs: there is no model to tell it");
    }
    if (block.optionalText("tokenizer").isEmpty()) {
      block.problem("tokenizer", "a directory with tokenizer.json");
    }
    return new TokenizeConfig(
        block.optionalText("tokenizer").orElse(""),
        kind,
        block.choice("files", TableFormat.class),
        lesson,
        packing);
  }
}
