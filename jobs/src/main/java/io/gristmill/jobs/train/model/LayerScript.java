package io.gristmill.jobs.train.model;

/**
 * What families differ in. The text has these methods, where {@code p} is the list of all
 * parameters, {@code h} (B, T, width) the residual stream and {@code o} the place in {@code p} of a
 * layer's first:
 *
 * <pre>
 * embed(p, ids, positions, train) -> h
 * angles(positions) -> [cosines, sines], each (B, 1, T, rotated width); unused where learned
 * block(h, p, o, mask, cosines, sines, train) -> h
 * finish(p, h) -> h
 * </pre>
 */
interface LayerScript {

  String methods();

  static LayerScript of(ModelConfig config, Parameters parameters, Precision precision) {
    return config.family() == Family.GPT2
        ? new Gpt2Layers(config, parameters)
        : new LlamaLayers(config, parameters, precision);
  }

  /** Source of dropout over {@code x}, or {@code x} itself where there is none. */
  static String dropout(String x, double share) {
    return share == 0 ? x : "torch.dropout(" + x + ", " + Template.number(share) + ", train)";
  }
}
