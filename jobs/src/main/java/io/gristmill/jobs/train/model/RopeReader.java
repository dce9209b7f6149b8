package io.gristmill.jobs.train.model;

import io.gristmill.jobs.train.model.Rope.Scaling;

/**
 * Reads the rotary position settings of {@code config.json}: {@code rope_parameters} as
 * transformers 5 writes them, or {@code rope_theta} and {@code rope_scaling} of earlier versions.
 */
final class RopeReader {

  private final ConfigFields config;
  private final ConfigFields scaling;
  private final int maxPositions;

  RopeReader(ConfigFields config, int maxPositions) {
    this.config = config;
    this.scaling = config.child(config.has("rope_parameters") ? "rope_parameters" : "rope_scaling");
    this.maxPositions = maxPositions;
  }

  Rope read(int headDim) {
    double theta = scaling.positive("rope_theta", config.positive("rope_theta", 10000));
    double rotaryFraction =
        scaling.positive("partial_rotary_factor", config.positive("partial_rotary_factor", 1));
    int rotaryDim = (int) (headDim * rotaryFraction);
    if (rotaryDim < 2 || rotaryDim % 2 != 0 || rotaryDim > headDim) {
      config
          .problems()
          .add(
              "rotary positions need an even number of elements of a head (head_dim times"
                  + " partial_rotary_factor), was %d of %d",
              rotaryDim, headDim);
      rotaryDim = 2;
    }
    return new Rope(theta, rotaryDim, scaling(rotaryDim));
  }

  private Scaling scaling(int rotaryDim) {
    String kind = scaling.text("rope_type", scaling.text("type", "default"));
    return switch (kind) {
      case "default" -> new Rope.Unscaled();
      case "linear" -> new Rope.Linear(scaling.positive("factor"));
      case "llama3" -> llama3();
      case "longrope", "su" -> longRope(rotaryDim);
      default -> {
        config
            .problems()
            .add(
                "rope_type %s is not supported; supported are default, linear, llama3 and longrope",
                kind);
        yield new Rope.Unscaled();
      }
    };
  }

  private Scaling llama3() {
    return new Rope.Llama3(
        scaling.positive("factor"),
        scaling.positive("low_freq_factor"),
        scaling.positive("high_freq_factor"),
        scaling.positiveInt("original_max_position_embeddings"));
  }

  private Scaling longRope(int rotaryDim) {
    String key = "original_max_position_embeddings";
    int original = scaling.has(key) ? scaling.positiveInt(key) : config.positiveInt(key);
    double factor = scaling.positive("factor", (double) maxPositions / original);
    double attentionFactor = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
    return new Rope.LongRope(
        scaling.numbers("short_factor", rotaryDim / 2),
        scaling.numbers("long_factor", rotaryDim / 2),
        original,
        scaling.positive("attention_factor", attentionFactor));
  }
}
