package io.gristmill.jobs.train.model;

/** GPT-2 (Radford et al. 2019): learned positions, layer norms, matrices stored transposed. */
final class Gpt2Layers implements LayerScript {

  private static final String METHODS =
      """
        def norm(self: __torch__.Decoder, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
          return torch.layer_norm(x, [{{width}}], w, b, {{epsilon}})
        def embed(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, positions: Tensor, train: bool) -> Tensor:
          h = torch.add(torch.embedding(p[0], ids), torch.embedding(p[1], positions))
          return {{embedded}}
        def angles(self: __torch__.Decoder, positions: Tensor) -> List[Tensor]:
          return [positions, positions]
        def activate(self: __torch__.Decoder, x: Tensor) -> Tensor:
          return {{activation}}
        def block(self: __torch__.Decoder, h: Tensor, p: List[Tensor], o: int, a: int, mask: Tensor, cosines: Tensor, sines: Tensor, c: List[Tensor], at: int, train: bool) -> Tensor:
          b = torch.size(h, 0)
          t = torch.size(h, 1)
          x = self.norm(h, p[o], p[o + 1])
          x1 = torch.split({{projected}}, {{width}}, 2)
          q = torch.transpose(torch.view(x1[0], [b, t, {{heads}}, {{head}}]), 1, 2)
          k = torch.transpose(torch.view(x1[1], [b, t, {{heads}}, {{head}}]), 1, 2)
          v = torch.transpose(torch.view(x1[2], [b, t, {{heads}}, {{head}}]), 1, 2)
          kv = self.remember(c, at, k, v)
          s = self.attend(q, kv[0], kv[1], mask, train)
          r = {{output}}
          h1 = torch.add(h, {{attended}})
          y = self.norm(h1, p[o + 6], p[o + 7])
          f = self.activate({{up}})
          m = {{down}}
          return torch.add(h1, {{fed}})
        def finish(self: __torch__.Decoder, p: List[Tensor], h: Tensor) -> Tensor:
          return self.norm(h, p[{{end}}], p[{{end}} + 1])
      """;

  private final TransformerConfig config;
  private final Parameters parameters;
  private final LinearScript linears;

  Gpt2Layers(TransformerConfig config, Parameters parameters, LinearScript linears) {
    this.config = config;
    this.parameters = parameters;
    this.linears = linears;
  }

  @Override
  public String methods() {
    TransformerConfig.Sizes sizes = config.sizes();
    return new Template(METHODS)
        .with("width", sizes.hiddenSize())
        .with("heads", sizes.numAttentionHeads())
        .with("head", sizes.headDim())
        .with("epsilon", config.normEpsilon())
        .with("projected", linears.of("x", "attn.c_attn"))
        .with("output", linears.of("s", "attn.c_proj"))
        .with("up", linears.of("y", "mlp.c_fc"))
        .with("down", linears.of("f", "mlp.c_proj"))
        .with("activation", config.activation().script())
        .with("embedded", LayerScript.dropout("h", config.dropout().embedding()))
        .with("attended", LayerScript.dropout("r", config.dropout().residual()))
        .with("fed", LayerScript.dropout("m", config.dropout().residual()))
        .with(
            "end",
            parameters.numEmbeddings()
                + (long) sizes.numHiddenLayers() * parameters.tensorsPerLayer())
        .filled();
  }
}
