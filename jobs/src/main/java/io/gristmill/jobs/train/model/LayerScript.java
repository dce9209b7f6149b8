package io.gristmill.jobs.train.model;

/**
 * What families differ in. The text has these methods, where {@code p} is the list of all
 * parameters, {@code h} (B, T, width) the residual stream, {@code o} the place in {@code p} of a
 * layer's first, {@code a} that of its first adapter and {@code c} what the layer remembers of keys
 * and values before position {@code at}, or nothing where all are given:
 *
 * <pre>
 * embed(p, ids, positions, train) -> h
 * angles(positions) -> [cosines, sines], each (B, 1, T, rotated width); unused where learned
 * block(h, p, o, a, mask, cosines, sines, c, at, train) -> h
 * finish(p, h) -> h
 * </pre>
 */
interface LayerScript {

  String methods();

  static LayerScript of(
      TransformerConfig config, Parameters parameters, LinearScript linears, Precision precision) {
    return config.family() == Family.GPT2
        ? new Gpt2Layers(config, parameters, linears)
        : new LlamaLayers(config, parameters, linears, precision);
  }

  /** Source of dropout over {@code x}, or {@code x} itself where there is none. */
  static String dropout(String x, double share) {
    return share == 0 ? x : "torch.dropout(" + x + ", " + Template.number(share) + ", train)";
  }
}
