package io.gristmill.jobs.tokenize;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.encode.Compatibility;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.jobs.table.TableFormat;
import java.io.Serializable;

/**
 * Settings of the stage: blocks {@code tokenize} and {@code training-data} of reference.conf, which
 * explains them.
 */
public record TokenizeConfig(
    String tokenizer,
    DatasetType datasetType,
    TableFormat fileFormat,
    EncodingConfig encoding,
    boolean packing)
    implements Serializable {

  /** Types of encoded rows. */
  public enum DatasetType {
    EXAMPLES,
    PREFERENCES
  }

  TokenizeConfig withEncoding(EncodingConfig other) {
    return new TokenizeConfig(tokenizer, datasetType, fileFormat, other, packing);
  }

  public static TokenizeConfig read(Settings settings, Problems problems) {
    SettingsReader block = settings.reader("tokenize", problems);
    SettingsReader data = settings.reader("training-data", problems);
    EncodingConfig encoding = EncodingConfig.read(data);
    if (encoding.compatibility() != Compatibility.GRISTMILL) {
      data.problem(
          "compatibility",
          "gristmill for tokenize: other values truncate and pad during collation");
    }
    DatasetType datasetType = block.choice("dataset-type", DatasetType.class);
    boolean packing = data.flag("packing");
    if (packing && datasetType == DatasetType.PREFERENCES) {
      data.problem("packing", "false with tokenize.dataset-type=preferences");
    }
    if (packing && encoding.maxLength() == 0) {
      data.problem("max-length", "set with packing: tokenize knows no model's context");
    }
    if (block.optionalText("tokenizer").isEmpty()) {
      block.problem("tokenizer", "a directory with tokenizer.json");
    }
    return new TokenizeConfig(
        block.optionalText("tokenizer").orElse(""),
        datasetType,
        block.choice("file-format", TableFormat.class),
        encoding,
        packing);
  }
}
