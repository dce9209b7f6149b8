package io.gristmill.jobs.train.model;

import io.gristmill.jobs.train.model.Rope.Llama3;
import io.gristmill.jobs.train.model.Rope.LongRope;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Cosines and sines of rotary positions, by the same float32 operations in the same order as
 * transformers, so that long contexts get the same angles.
 */
final class RopeScript {

  private static final String ANGLES =
      """
        def angles(self: __torch__.Decoder, positions: Tensor) -> List[Tensor]:
          steps = torch.to(torch.arange(0, {{width}}, 2, dtype=4, layout=None, device=positions.device, pin_memory=None), 6)
          powers = torch.pow({{theta}}, torch.div(steps, {{width}}))
      {{frequencies}}
          turns = torch.mul(torch.unsqueeze(torch.to(positions, 6), -1), frequencies)
          both = torch.unsqueeze(torch.cat([turns, turns], -1), 1)
          return [{{cosines}}, {{sines}}]
      """;

  private static final String LLAMA3 =
      """
      plain = torch.reciprocal(powers)
      lengths = torch.mul(torch.reciprocal(plain), {{turn}})
      stretched = torch.where(torch.gt(lengths, {{longest}}), torch.div(plain, {{factor}}), plain)
      smooth = torch.div(torch.sub(torch.mul(torch.reciprocal(lengths), {{original}}), {{low}}), {{span}})
      mixed = torch.add(torch.div(torch.mul(torch.add(torch.neg(smooth), 1), stretched), {{factor}}), torch.mul(smooth, stretched))
      between = torch.logical_and(torch.ge(lengths, {{shortest}}), torch.le(lengths, {{longest}}))
      frequencies = torch.where(between, mixed, stretched)
      """;

  private static final String LONG =
      """
      far = torch.unsqueeze(torch.ge(torch.amax(positions, [1], True), {{original}}), 2)
      long = torch.tensor([{{long}}], dtype=6, device=positions.device, requires_grad=False)
      short = torch.tensor([{{short}}], dtype=6, device=positions.device, requires_grad=False)
      frequencies = torch.reciprocal(torch.mul(torch.where(far, long, short), powers))
      """;

  private RopeScript() {}

  static String angles(Rope rope) {
    double magnitude = rope.scaling() instanceof LongRope longRope ? longRope.attentionFactor() : 1;
    return new Template(ANGLES)
        .with("width", rope.rotaryDim())
        .with("theta", rope.theta())
        .with("frequencies", frequencies(rope.scaling()).indent(4).stripTrailing())
        .with("cosines", scaled("torch.cos(both)", magnitude))
        .with("sines", scaled("torch.sin(both)", magnitude))
        .filled();
  }

  private static String scaled(String x, double magnitude) {
    return magnitude == 1 ? x : "torch.mul(" + x + ", " + Template.number(magnitude) + ")";
  }

  private static String frequencies(Rope.Scaling scaling) {
    if (scaling instanceof Rope.Linear linear) {
      return new Template("frequencies = torch.div(torch.reciprocal(powers), {{factor}})")
          .with("factor", linear.factor())
          .filled();
    }
    if (scaling instanceof Llama3 llama3) {
      return llama3(llama3);
    }
    if (scaling instanceof LongRope longRope) {
      return new Template(LONG)
          .with("original", longRope.originalMaxPositions())
          .with("long", numbers(longRope.longFactors()))
          .with("short", numbers(longRope.shortFactors()))
          .filled();
    }
    return "frequencies = torch.reciprocal(powers)";
  }

  private static String llama3(Llama3 scaling) {
    return new Template(LLAMA3)
        .with("turn", 2 * Math.PI)
        .with("factor", scaling.factor())
        .with("original", (double) scaling.originalMaxPositions())
        .with("low", scaling.lowFreqFactor())
        .with("span", scaling.highFreqFactor() - scaling.lowFreqFactor())
        .with("longest", scaling.originalMaxPositions() / scaling.lowFreqFactor())
        .with("shortest", scaling.originalMaxPositions() / scaling.highFreqFactor())
        .filled();
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(Template::number).collect(Collectors.joining(", "));
  }
}
