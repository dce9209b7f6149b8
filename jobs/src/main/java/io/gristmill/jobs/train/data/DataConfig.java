package io.gristmill.jobs.train.data;

import io.gristmill.config.SettingsReader;
import io.gristmill.encode.Compatibility;
import io.gristmill.encode.EncodingConfig;
import java.io.Serializable;

/**
 * Settings that encode records and lay them out as batches; block {@code training-data} of
 * reference.conf.
 *
 * @param encoding settings that encode records as tokens
 * @param lengthGroupBatches batches per window of sorting by length; 1: no sorting
 * @param packing whether a row packs several examples
 * @param dropLast whether to leave out a last batch that is not full
 * @param padToMultipleOf rows are padded to a multiple of this many tokens
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

  public DataConfig withEncoding(EncodingConfig other) {
    return new DataConfig(other, lengthGroupBatches, packing, dropLast, padToMultipleOf);
  }

  /** Reads the block {@code training-data}; the reader collects what is wrong. */
  public static DataConfig read(SettingsReader block) {
    DataConfig config =
        new DataConfig(
            EncodingConfig.read(block),
            block.integer("length-group-batches", 1, MAX_GROUP_BATCHES),
            block.flag("packing"),
            block.flag("dataloader-drop-last"),
            block.integer("pad-to-multiple-of", 1, MAX_MULTIPLE));
    if (config.packing && config.encoding.compatibility() != Compatibility.GRISTMILL) {
      block.problem("packing", "false unless training-data.compatibility=gristmill");
    }
    if (config.padToMultipleOf > 1 && config.encoding.compatibility() != Compatibility.GRISTMILL) {
      block.problem("pad-to-multiple-of", "1 unless training-data.compatibility=gristmill");
    }
    return config;
  }
}
