package io.gristmill.jobs.train.model;

import io.gristmill.jobs.train.model.Rope.Scaling;

/**
 * Rotary positions of {@code config.json}: {@code rope_parameters} of transformers 5, or {@code
 * rope_theta} and {@code rope_scaling} before it.
 */
final class RopeReader {

  private final ConfigFields config;
  private final ConfigFields scaling;
  private final int context;

  RopeReader(ConfigFields config, int context) {
    this.config = config;
    this.scaling = config.child(config.has("rope_parameters") ? "rope_parameters" : "rope_scaling");
    this.context = context;
  }

  Rope read(int headWidth) {
    double theta = scaling.positive("rope_theta", config.positive("rope_theta", 10000));
    double share =
        scaling.positive("partial_rotary_factor", config.positive("partial_rotary_factor", 1));
    int width = (int) (headWidth * share);
    if (width < 2 || width % 2 != 0 || width > headWidth) {
      config
          .problems()
          .add("rotary positions need an even part of a head, was %d of %d", width, headWidth);
      width = 2;
    }
    return new Rope(theta, width, scaling(width));
  }

  private Scaling scaling(int width) {
    String kind = scaling.text("rope_type", scaling.text("type", "default"));
    return switch (kind) {
      case "default" -> new Rope.None();
      case "linear" -> new Rope.Linear(scaling.positive("factor"));
      case "llama3" -> llama3();
      case "longrope", "su" -> longRope(width);
      default -> {
        config
            .problems()
            .add("rope_type %s is not supported (default, linear, llama3 and longrope are)", kind);
        yield new Rope.None();
      }
    };
  }

  private Scaling llama3() {
    return new Rope.Llama3(
        scaling.positive("factor"),
        scaling.positive("low_freq_factor"),
        scaling.positive("high_freq_factor"),
        scaling.size("original_max_position_embeddings"));
  }

  private Scaling longRope(int width) {
    String key = "original_max_position_embeddings";
    int original = scaling.has(key) ? scaling.size(key) : config.size(key);
    double factor = scaling.positive("factor", (double) context / original);
    double magnitude = factor <= 1 ? 1 : Math.sqrt(1 + Math.log(factor) / Math.log(original));
    return new Rope.LongRope(
        scaling.numbers("short_factor", width / 2),
        scaling.numbers("long_factor", width / 2),
        original,
        scaling.positive("attention_factor", magnitude));
  }
}
