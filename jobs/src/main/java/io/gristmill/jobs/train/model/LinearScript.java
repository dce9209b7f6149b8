package io.gristmill.jobs.train.model;

/**
 * Source of the linear maps of a layer. Those with adapters go through {@code adapted}, which uses
 * them where {@code p} has them: without its last tensors the model is the one that the adapters
 * were put on.
 */
final class LinearScript {

  private static final String ADAPTED =
      """
        def adapted(self: __torch__.Decoder, x: Tensor, w: Tensor, b: Optional[Tensor], p: List[Tensor], a: int, train: bool) -> Tensor:
          y = self.lin(x, w, b)
          if torch.gt(torch.len(p), {{base}}):
            d = self.lin(self.lin({{dropped}}, p[a], None), p[a + 1], None)
            z = torch.add(y, torch.mul(d, {{scale}}))
          else:
            z = y
          return z
        def merged(self: __torch__.Decoder, p: List[Tensor]) -> List[Tensor]:
          _0 = torch.set_grad_enabled(False)
          places = [{{places}}]
          all = annotate(List[Tensor], [])
          for layer in range({{layers}}):
            for k in range({{sites}}):
              w = p[{{embeddings}} + layer * {{per-layer}} + places[k]]
              a = {{base}} + 2 * (layer * {{sites}} + k)
              d = torch.mul(torch.matmul(p[a + 1], p[a]), {{scale}})
              _1 = torch.append(all, torch.add(w, {{stored}}))
          return all
      """;

  private final Parameters parameters;
  private final LoraTargets sites;
  private final boolean transposed;

  LinearScript(TransformerConfig config, Parameters parameters, LoraTargets sites) {
    this.parameters = parameters;
    this.sites = sites;
    this.transposed = config.family() == Family.GPT2;
  }

  /**
   * The map of a layer.
   *
   * @param x source of its input
   * @param module its name within the layer
   */
  String of(String x, String module) {
    String weight = at(module + ".weight");
    String w = transposed ? "torch.t(" + weight + ")" : weight;
    String b = parameters.has(module + ".bias") ? at(module + ".bias") : "None";
    return sites
        .adapterOf(module)
        .map(n -> "self.adapted(%s, %s, %s, p, a + %d, train)".formatted(x, w, b, 2 * n))
        .orElse("self.lin(%s, %s, %s)".formatted(x, w, b));
  }

  /** A tensor of a layer by its name within it. */
  String at(String name) {
    return "p[o + " + parameters.indexInLayer(name) + "]";
  }

  static String methods(
      TransformerConfig config, Parameters parameters, LoraTargets sites, Lora lora) {
    return new Template(ADAPTED)
        .with("base", parameters.all().size())
        .with("dropped", LayerScript.dropout("x", lora.dropout()))
        .with("scale", lora.scaling())
        .with("places", places(sites))
        .with("layers", config.sizes().numHiddenLayers())
        .with("sites", sites.targets().size())
        .with("embeddings", parameters.numEmbeddings())
        .with("per-layer", parameters.tensorsPerLayer())
        .with("stored", config.family() == Family.GPT2 ? "torch.t(d)" : "d")
        .filled();
  }

  private static String places(LoraTargets sites) {
    return String.join(
        ", ", sites.targets().stream().map(site -> Integer.toString(site.index())).toList());
  }
}
