package io.gristmill.jobs.train.data;

import io.gristmill.config.SettingsReader;
import io.gristmill.lesson.LessonConfig;
import io.gristmill.lesson.Preset;
import java.io.Serializable;

/**
 * How records become batches; {@code training-data} in reference.conf.
 *
 * @param lesson how records become tokens
 * @param groupByLength batches whose rows are sorted by length together; 1 groups nothing
 * @param packing whether a row holds several examples
 * @param dropLast whether a last batch that is not full is left out
 * @param padToMultiple columns of a batch are a multiple of this
 */
public record DataConfig(
    LessonConfig lesson, int groupByLength, boolean packing, boolean dropLast, int padToMultiple)
    implements Serializable {

  private static final int WIDEST_WINDOW = 1 << 16;
  private static final int WIDEST_STEP = 1 << 12;

  /** The same with other rules of texts. */
  public DataConfig with(LessonConfig other) {
    return new DataConfig(other, groupByLength, packing, dropLast, padToMultiple);
  }

  /** Reads the block {@code training-data}; whatever is wrong is noted with the reader. */
  public static DataConfig read(SettingsReader block) {
    DataConfig config =
        new DataConfig(
            LessonConfig.read(block),
            block.integer("group-by-length", 1, WIDEST_WINDOW),
            block.flag("packing"),
            block.flag("drop-last"),
            block.integer("pad-to-multiple", 1, WIDEST_STEP));
    if (config.packing && config.lesson.preset() != Preset.GRISTMILL) {
      block.problem("packing", "false with a preset other than gristmill");
    }
    if (config.padToMultiple > 1 && config.lesson.preset() != Preset.GRISTMILL) {
      block.problem("pad-to-multiple", "1 with a preset other than gristmill");
    }
    return config;
  }
}
