package io.gristmill.jobs.tokenize;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.encode.Compatibility;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.jobs.table.TableFormat;
import java.io.Serializable;

/**
 * The blocks {@code tokenize} and {@code training-data} of reference.conf.
 *
 * @param tokenizer directory with {@code tokenizer.json}
 * @param datasetType what the rows become
 * @param fileFormat format of the files
 * @param encoding how rows become tokens
 * @param packing whether rows hold several examples
 */
public record TokenizeConfig(
    String tokenizer,
    DatasetType datasetType,
    TableFormat fileFormat,
    EncodingConfig encoding,
    boolean packing)
    implements Serializable {

  /** What rows become. */
  public enum DatasetType {
    /** A row of tokens and labels each. */
    EXAMPLES,
    /** A prompt and two answers each. */
    PREFERENCES
  }

  /** The same with other rules of texts. */
  TokenizeConfig with(EncodingConfig other) {
    return new TokenizeConfig(tokenizer, datasetType, fileFormat, other, packing);
  }

  /** Reads both blocks; whatever is wrong goes to the problems. */
  public static TokenizeConfig read(Settings settings, Problems problems) {
    SettingsReader block = settings.reader("tokenize", problems);
    SettingsReader data = settings.reader("training-data", problems);
    EncodingConfig lesson = EncodingConfig.read(data);
    if (lesson.compatibility() != Compatibility.GRISTMILL) {
      data.problem(
          "compatibility", "gristmill for tokenize: a preset cuts and pads when it collates");
    }
    DatasetType kind = block.choice("dataset-type", DatasetType.class);
    boolean packing = data.flag("packing");
    if (packing && kind == DatasetType.PREFERENCES) {
      data.problem("packing", "false with tokenize.dataset-type=preferences");
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
        block.choice("file-format", TableFormat.class),
        lesson,
        packing);
  }
}
