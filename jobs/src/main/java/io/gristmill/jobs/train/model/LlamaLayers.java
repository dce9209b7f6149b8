package io.gristmill.jobs.train.model;

import io.gristmill.jobs.train.model.TransformerConfig.Sizes;
import java.util.Objects;

/**
 * Llama (Touvron et al. 2023) and those built like it: rotary positions, root mean square norms,
 * grouped queries, gated feed-forward layers. Qwen3 norms queries and keys by head; Phi-3 keeps
 * queries, keys and values in one matrix and gate and up in another.
 */
final class LlamaLayers implements LayerScript {

  private static final String METHODS =
      """
        def norm(self: __torch__.Decoder, x: Tensor, w: Tensor) -> Tensor:
          y = {{exact}}
          variance = torch.mean(torch.pow(y, 2), [-1], True)
          return torch.mul(w, torch.mul(y, torch.rsqrt(torch.add(variance, {{epsilon}}))))
        def embed(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, positions: Tensor, train: bool) -> Tensor:
          h = torch.embedding(p[0], ids)
          return {{embedded}}
        def rotate(self: __torch__.Decoder, x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
          halves = torch.chunk(x, 2, -1)
          turned = torch.cat([torch.neg(halves[1]), halves[0]], -1)
          return torch.add(torch.mul(x, cosines), torch.mul(turned, sines))
        def turn(self: __torch__.Decoder, x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
          return {{turned}}
        def activate(self: __torch__.Decoder, x: Tensor) -> Tensor:
          return {{activation}}
      {{spread}}
        def block(self: __torch__.Decoder, h: Tensor, p: List[Tensor], o: int, a: int, mask: Tensor, cosines: Tensor, sines: Tensor, c: List[Tensor], at: int, train: bool) -> Tensor:
          b = torch.size(h, 0)
          t = torch.size(h, 1)
          x = self.norm(h, p[o])
      {{projections}}
          q1 = torch.transpose(torch.reshape(q, [b, t, {{heads}}, {{head}}]), 1, 2)
          k1 = torch.transpose(torch.reshape(k, [b, t, {{groups}}, {{head}}]), 1, 2)
          v1 = torch.transpose(torch.reshape(v, [b, t, {{groups}}, {{head}}]), 1, 2)
          q2 = self.turn({{query}}, cosines, sines)
          k2 = self.turn({{key}}, cosines, sines)
          kv = self.remember(c, at, k2, v1)
          s = {{attended}}
          r = {{output}}
          h1 = torch.add(h, {{dropped}})
          y = self.norm(h1, {{second}})
      {{gates}}
          g = torch.mul(self.activate(gate), up)
          f = {{down}}
          return torch.add(h1, {{fed}})
        def finish(self: __torch__.Decoder, p: List[Tensor], h: Tensor) -> Tensor:
          return self.norm(h, p[{{end}}])
      """;

  /** One query at a time needs no copies of the keys: those that share them are its rows. */
  private static final String SPREAD =
      """
      def spread(self: __torch__.Decoder, x: Tensor) -> Tensor:
        b = torch.size(x, 0)
        t = torch.size(x, 2)
        return torch.reshape(torch.expand(torch.unsqueeze(x, 2), [b, {{groups}}, {{each}}, t, {{head}}]), [b, {{heads}}, t, {{head}}])
      def grouped(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, train: bool) -> Tensor:
        if torch.eq(torch.size(q, 2), 1):
          b = torch.size(q, 0)
          a = self.weigh(torch.reshape(q, [b, {{groups}}, {{each}}, {{head}}]), k, v, mask, train)
          r = torch.reshape(a, [b, 1, {{heads}} * {{head}}])
        else:
          r = self.attend(q, self.spread(k), self.spread(v), mask, train)
        return r
      """;

  private static final String PART =
      "torch.cat([self.rotate(torch.slice(x, 3, 0, {{part}}, 1), cosines, sines),"
          + " torch.slice(x, 3, {{part}}, {{head}}, 1)], -1)";

  private final TransformerConfig config;
  private final Parameters parameters;
  private final LinearScript linears;
  private final Precision precision;

  LlamaLayers(
      TransformerConfig config, Parameters parameters, LinearScript linears, Precision precision) {
    this.config = config;
    this.parameters = parameters;
    this.linears = linears;
    this.precision = precision;
  }

  @Override
  public String methods() {
    Rope rope = Objects.requireNonNull(config.rope());
    Sizes sizes = config.sizes();
    boolean partly = rope.rotaryDim() < sizes.headDim();
    boolean grouped = sizes.numAttentionHeads() > sizes.numKeyValueHeads();
    boolean normed = config.family() == Family.QWEN3;
    return RopeScript.angles(rope)
        + new Template(METHODS)
            .with("exact", precision == Precision.BF16 ? "torch.to(x, 6)" : "x")
            .with("epsilon", config.normEpsilon())
            .with("embedded", LayerScript.dropout("h", config.dropout().embedding()))
            .with("turned", partly ? PART : "self.rotate(x, cosines, sines)")
            .with("part", rope.rotaryDim())
            .with("activation", config.activation().script())
            .with("spread", grouped ? SPREAD.indent(2).stripTrailing() : "")
            .with(
                "attended",
                grouped
                    ? "self.grouped(q2, kv[0], kv[1], mask, train)"
                    : "self.attend(q2, kv[0], kv[1], mask, train)")
            .with("projections", config.family() == Family.PHI3 ? oneProjection() : projections())
            .with(
                "query",
                normed ? "self.norm(q1, " + linears.at("self_attn.q_norm.weight") + ")" : "q1")
            .with(
                "key",
                normed ? "self.norm(k1, " + linears.at("self_attn.k_norm.weight") + ")" : "k1")
            .with("output", linears.of("s", "self_attn.o_proj"))
            .with("dropped", LayerScript.dropout("r", config.dropout().residual()))
            .with("second", linears.at("post_attention_layernorm.weight"))
            .with("gates", config.family() == Family.PHI3 ? oneGate() : gates())
            .with("down", linears.of("g", "mlp.down_proj"))
            .with("fed", LayerScript.dropout("f", config.dropout().residual()))
            .with("heads", sizes.numAttentionHeads())
            .with("groups", sizes.numKeyValueHeads())
            .with("each", sizes.numAttentionHeads() / sizes.numKeyValueHeads())
            .with("head", sizes.headDim())
            .with(
                "end",
                parameters.numEmbeddings()
                    + (long) sizes.numHiddenLayers() * parameters.tensorsPerLayer())
            .filled();
  }

  private String projections() {
    return "    q = %s\n    k = %s\n    v = %s"
        .formatted(
            linears.of("x", "self_attn.q_proj"),
            linears.of("x", "self_attn.k_proj"),
            linears.of("x", "self_attn.v_proj"));
  }

  private String oneProjection() {
    return """
    x1 = torch.split_with_sizes(%s, [%d, %d, %d], 2)
    q = x1[0]
    k = x1[1]
    v = x1[2]\
    """
        .formatted(
            linears.of("x", "self_attn.qkv_proj"),
            config.sizes().numAttentionHeads() * config.sizes().headDim(),
            config.sizes().numKeyValueHeads() * config.sizes().headDim(),
            config.sizes().numKeyValueHeads() * config.sizes().headDim())
        .indent(4)
        .stripTrailing();
  }

  private String gates() {
    return "    gate = %s\n    up = %s"
        .formatted(linears.of("y", "mlp.gate_proj"), linears.of("y", "mlp.up_proj"));
  }

  private String oneGate() {
    return "    c1 = torch.chunk(%s, 2, -1)\n    gate = c1[0]\n    up = c1[1]"
        .formatted(linears.of("y", "mlp.gate_up_proj"));
  }
}
