package io.gristmill.jobs.train.data;

import io.gristmill.config.SettingsReader;
import io.gristmill.encode.Compatibility;
import io.gristmill.encode.EncodingConfig;
import java.io.Serializable;

/**
 * How records become batches; {@code training-data} in reference.conf.
 *
 * @param encoding how records become tokens
 * @param lengthGroupBatches batches whose rows are sorted by length together; 1 groups nothing
 * @param packing whether a row holds several examples
 * @param dropLast whether a last batch that is not full is left out
 * @param padToMultipleOf columns of a batch are a multiple of this
 */
public record DataConfig(
    EncodingConfig encoding,
    int lengthGroupBatches,
    boolean packing,
    boolean dropLast,
    int padToMultipleOf)
    implements Serializable {

  private static final int MAX_GROUP_BATCHES = 1 << 16;
  private static final int MAX_MULTIPLE = 1 << 12;

  /** The same with other rules of texts. */
  public DataConfig with(EncodingConfig other) {
    return new DataConfig(other, lengthGroupBatches, packing, dropLast, padToMultipleOf);
  }

  /** Reads the block {@code training-data}; whatever is wrong is noted with the reader. */
  public static DataConfig read(SettingsReader block) {
    DataConfig config =
        new DataConfig(
            EncodingConfig.read(block),
            block.integer("length-group-batches", 1, MAX_GROUP_BATCHES),
            block.flag("packing"),
            block.flag("dataloader-drop-last"),
            block.integer("pad-to-multiple-of", 1, MAX_MULTIPLE));
    if (config.packing && config.encoding.compatibility() != Compatibility.GRISTMILL) {
      block.problem("packing", "false with a preset other than gristmill");
    }
    if (config.padToMultipleOf > 1 && config.encoding.compatibility() != Compatibility.GRISTMILL) {
      block.problem("pad-to-multiple-of", "1 with a preset other than gristmill");
    }
    return config;
  }
}
