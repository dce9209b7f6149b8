package io.gristmill.jobs.train.model;

import io.gristmill.jobs.train.model.Rope.Llama3;
import io.gristmill.jobs.train.model.Rope.LongRope;
import java.util.List;
import java.util.stream.Collectors;

/** Fills the slots of {@code rope.py}, with the file of the configured scaling. */
final class RopeSlots {

  private RopeSlots() {}

  static void add(ScriptSlots slots, Rope rope) {
    slots.with("R", rope.rotaryDim()).with("rope_theta", rope.theta());
    double attentionFactor =
        rope.scaling() instanceof LongRope longRope ? longRope.attentionFactor() : 1;
    slots.withFunction(
        "rope_scaled",
        x -> attentionFactor == 1 ? x : x + " * " + ScriptSlots.number(attentionFactor));
    if (rope.scaling() instanceof Rope.Linear linear) {
      slots.withFile("inverse_frequencies", "rope_linear").with("rope_factor", linear.factor());
    } else if (rope.scaling() instanceof Llama3 llama3) {
      addLlama3(slots, llama3);
    } else if (rope.scaling() instanceof LongRope longRope) {
      addLongRope(slots, longRope);
    } else {
      slots.withFile("inverse_frequencies", "rope_default");
    }
  }

  private static void addLlama3(ScriptSlots slots, Llama3 scaling) {
    double original = scaling.originalMaxPositions();
    slots
        .withFile("inverse_frequencies", "rope_llama3")
        .with("two_pi", 2 * Math.PI)
        .with("rope_factor", scaling.factor())
        .with("original_max_positions", original)
        .with("low_freq_factor", scaling.lowFreqFactor())
        .with("freq_factor_range", scaling.highFreqFactor() - scaling.lowFreqFactor())
        .with("low_freq_wavelength", original / scaling.lowFreqFactor())
        .with("high_freq_wavelength", original / scaling.highFreqFactor());
  }

  private static void addLongRope(ScriptSlots slots, LongRope scaling) {
    slots
        .withFile("inverse_frequencies", "rope_longrope")
        .with("original_max_positions", scaling.originalMaxPositions())
        .with("long_factors", numbers(scaling.longFactors()))
        .with("short_factors", numbers(scaling.shortFactors()));
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(ScriptSlots::number).collect(Collectors.joining(", "));
  }
}
