package io.gristmill.recipe.prompt;

import io.gristmill.config.SettingsReader;
import io.gristmill.llm.SamplingParams;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Reads a block of sampling parameters; null leaves a parameter to {@code llm.sampling}. */
public final class SamplingSettings {

  private SamplingSettings() {}

  /**
   * Reads all parameters of a block.
   *
   * @param stop stop strings if the block has null
   */
  public static SamplingParams read(SettingsReader block, List<String> stop) {
    return new SamplingParams(
        whole(block, "max-tokens"),
        real(block, "temperature", reader -> reader.real("temperature", 0, 100)),
        real(block, "top-p", reader -> reader.real("top-p", 0, 1)),
        whole(block, "top-k"),
        real(block, "frequency-penalty", reader -> reader.real("frequency-penalty", -2, 2)),
        real(block, "presence-penalty", reader -> reader.real("presence-penalty", -2, 2)),
        null,
        block.isNull("stop") ? stop : block.texts("stop"),
        null,
        null);
  }

  private static @Nullable Integer whole(SettingsReader block, String key) {
    return block.isNull(key) ? null : block.integer(key, 1, 10_000_000);
  }

  private static @Nullable Double real(
      SettingsReader block, String key, ToDoubleFunction<SettingsReader> read) {
    return block.isNull(key) ? null : read.applyAsDouble(block);
  }
}
