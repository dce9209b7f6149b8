package io.gristmill.jobs.train.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The functions of a model as TorchScript text. Where {@code p} is the list of {@link Parameters},
 * {@code ids} and {@code labels} are (B, T) int64, {@code positions} (B, T) or (1, T) int64, and
 * {@code segments} (B, T) int64 numbers the examples that share a row, or has no element where each
 * row is one example:
 *
 * <pre>
 * logits(p, ids, positions, segments) -> (B, T, vocabulary)
 * evaluate(p, ids, labels, positions, segments) -> [loss, right]
 * gradients(p, ids, labels, positions, segments, seed, scale) -> [loss, right, d(scale * loss)/dp...]
 * rows(p, ids, labels, positions, segments) -> [log-probabilities (B), labels (B), right (B)]
 * preference(p, ids, labels, positions, segments, seed, reference, settings...) ->
 *     [losses (B / 2), log-probabilities (B), labels (B), right (B), gradients...]
 * </pre>
 *
 * Position t predicts label t + 1; a label of -100 asks for nothing. {@code loss} is the sum of
 * negative log-probabilities in nats, {@code right} (int64) how many labels are most probable.
 * Heads are computed where there is a label and nowhere else. The first half of the rows of a
 * preference are the chosen answers, the second half the rejected ones in the same order.
 */
public final class ModelScript {

  /** The name of the class in the text. */
  public static final String NAME = "Decoder";

  /** A label that asks for nothing. */
  public static final int IGNORED = -100;

  private static final String HEADER =
      """
      class Decoder(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
      """;

  private static final String FULL_LINEAR =
      """
        def lin(self: __torch__.Decoder, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
          return torch.linear(x, w, b)
      """;

  private static final String BF16_LINEAR =
      """
        def lin(self: __torch__.Decoder, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
          y = torch.linear(torch.to(x, 15), torch.to(w, 15), None)
          if torch.__isnot__(b, None):
            z = torch.add(y, torch.to(unchecked_cast(Tensor, b), 15))
          else:
            z = y
          return z
      """;

  private static final String ATTENTION =
      """
        def mask(self: __torch__.Decoder, ids: Tensor, segments: Tensor, window: int) -> Tensor:
          t = torch.size(ids, 1)
          packed = torch.gt(torch.numel(segments), 0)
          if torch.__and__(torch.__not__(packed), torch.__or__(torch.eq(window, 0), torch.le(t, window))):
            allowed = torch.slice(ids, 1, 0, 0, 1)
          else:
            at = torch.arange(t, dtype=4, layout=None, device=ids.device, pin_memory=None)
            row = torch.unsqueeze(at, 1)
            column = torch.unsqueeze(at, 0)
            causal = torch.le(column, row)
            if torch.gt(window, 0):
              near = torch.logical_and(causal, torch.gt(column, torch.sub(row, window)))
            else:
              near = causal
            if packed:
              same = torch.eq(torch.unsqueeze(segments, 1), torch.unsqueeze(segments, 2))
              allowed = torch.unsqueeze(torch.logical_and(same, torch.unsqueeze(near, 0)), 1)
            else:
              allowed = torch.unsqueeze(torch.unsqueeze(near, 0), 0)
          return allowed
        def attend(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, train: bool) -> Tensor:
          if train:
            drop = {{attention-dropout}}
          else:
            drop = 0.0
          if torch.eq(torch.numel(mask), 0):
            a = torch.scaled_dot_product_attention({{qkv}}, None, drop, True)
          else:
            a = torch.scaled_dot_product_attention({{qkv}}, mask, drop, False)
          return torch.reshape(torch.transpose(a, 1, 2), [torch.size(a, 0), torch.size(a, 2), {{attended}}])
      """;

  private static final String MODEL =
      """
        def decode(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, positions: Tensor, segments: Tensor, train: bool) -> Tensor:
          angles = self.angles(positions)
          everything = self.mask(ids, segments, 0)
          near = self.mask(ids, segments, {{window}})
          windowed = [{{windowed}}]
          h = self.embed(p, ids, positions, train)
          for i in range({{layers}}):
            if windowed[i]:
              mask = near
            else:
              mask = everything
            h = self.block(h, p, {{embeddings}} + i * {{per-layer}}, mask, angles[0], angles[1], train)
          return self.finish(p, h)
        def head(self: __torch__.Decoder, p: List[Tensor], h: Tensor) -> Tensor:
          return {{head}}
        def sums(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, labels: Tensor, positions: Tensor, segments: Tensor, train: bool) -> List[Tensor]:
          t = torch.size(ids, 1)
          h = self.decode(p, ids, positions, segments, train)
          flat = torch.reshape(torch.slice(h, 1, 0, t - 1, 1), [-1, {{width}}])
          next = torch.reshape(torch.slice(labels, 1, 1, t, 1), [-1])
          at = torch.squeeze(torch.nonzero(torch.ne(next, -100)), 1)
          asked = torch.index_select(next, 0, at)
          x = self.head(p, torch.index_select(flat, 0, at))
          loss = torch.cross_entropy_loss(x, asked, None, 2, -100, 0.0)
          right = torch.sum(torch.eq(torch.argmax(x, 1), asked))
          return [loss, right]
      """;

  private static final String ENTRIES =
      """
        def leaves(self: __torch__.Decoder, p: List[Tensor]) -> List[Tensor]:
          q = annotate(List[Tensor], [])
          for i in range(torch.len(p)):
            _0 = torch.append(q, torch.requires_grad_(torch.detach(p[i]), True))
          return q
        def slopes(self: __torch__.Decoder, loss: Tensor, q: List[Tensor]) -> List[Tensor]:
          found = torch.grad([loss], q)
          g = annotate(List[Tensor], [])
          for i in range(torch.len(found)):
            one = found[i]
            if torch.__isnot__(one, None):
              _0 = torch.append(g, torch.contiguous(unchecked_cast(Tensor, one)))
            else:
              _1 = torch.append(g, torch.zeros_like(q[i]))
          return g
        def logits(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, positions: Tensor, segments: Tensor) -> Tensor:
          _0 = torch.set_grad_enabled(False)
          return self.head(p, self.decode(p, ids, positions, segments, False))
        def evaluate(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, labels: Tensor, positions: Tensor, segments: Tensor) -> List[Tensor]:
          _0 = torch.set_grad_enabled(False)
          return self.sums(p, ids, labels, positions, segments, False)
        def gradients(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, labels: Tensor, positions: Tensor, segments: Tensor, seed: Tensor, scale: Tensor) -> List[Tensor]:
          {{seeded}}
          q = self.leaves(p)
          sums = self.sums(q, ids, labels, positions, segments, True)
          g = self.slopes(torch.mul(sums[0], float(scale)), q)
          return torch.add([torch.detach(sums[0]), sums[1]], g)
      """;

  private static final String PREFERENCE =
      """
        def row_sums(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, labels: Tensor, positions: Tensor, segments: Tensor, train: bool) -> List[Tensor]:
          b = torch.size(ids, 0)
          t = torch.size(ids, 1)
          h = self.decode(p, ids, positions, segments, train)
          flat = torch.reshape(torch.slice(h, 1, 0, t - 1, 1), [-1, {{width}}])
          next = torch.reshape(torch.slice(labels, 1, 1, t, 1), [-1])
          at = torch.squeeze(torch.nonzero(torch.ne(next, -100)), 1)
          asked = torch.index_select(next, 0, at)
          x = self.head(p, torch.index_select(flat, 0, at))
          found = torch.neg(torch.cross_entropy_loss(x, asked, None, 0, -100, 0.0))
          row = torch.div(at, t - 1, rounding_mode="floor")
          right = torch.eq(torch.argmax(x, 1), asked)
          zeros = torch.zeros([b], dtype=4, layout=None, device=ids.device, pin_memory=None)
          sums = torch.index_add(torch.to(zeros, found.dtype), 0, row, found)
          counts = torch.index_add(zeros, 0, row, torch.ones_like(at))
          return [sums, counts, torch.index_add(zeros, 0, row, torch.to(right, 4))]
        def rows(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, labels: Tensor, positions: Tensor, segments: Tensor) -> List[Tensor]:
          _0 = torch.set_grad_enabled(False)
          return self.row_sums(p, ids, labels, positions, segments, False)
        def preference(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, labels: Tensor, positions: Tensor, segments: Tensor, seed: Tensor, reference: Tensor, kind: Tensor, beta: Tensor, smoothing: Tensor, scale: Tensor, likelihood: Tensor) -> List[Tensor]:
          {{seeded}}
          q = self.leaves(p)
          r = self.row_sums(q, ids, labels, positions, segments, True)
          losses = self.pair_losses(r[0], torch.to(reference, r[0].dtype), r[1], int(kind), float(beta), float(smoothing))
          chosen = torch.slice(r[0], 0, 0, torch.size(losses, 0), 1)
          total = torch.sub(torch.mul(torch.sum(losses), float(scale)), torch.mul(torch.sum(chosen), float(likelihood)))
          g = self.slopes(total, q)
          return torch.add([torch.detach(losses), torch.detach(r[0]), r[1], r[2]], g)
      """;

  private ModelScript() {}

  public static String render(ModelConfig config, Precision precision) {
    Parameters parameters = Parameters.of(config);
    return HEADER
        + (precision == Precision.BF16 ? BF16_LINEAR : FULL_LINEAR)
        + attention(config, precision)
        + LayerScript.of(config, parameters, precision).methods()
        + model(config, parameters, precision)
        + entries(config)
        + PreferenceScript.methods(NAME)
        + preference(config);
  }

  private static String preference(ModelConfig config) {
    return new Template(PREFERENCE)
        .with("width", config.sizes().width())
        .with("seeded", seeded(config))
        .filled();
  }

  private static String seeded(ModelConfig config) {
    boolean random = !config.dropout().equals(ModelConfig.Dropout.NONE);
    return random ? "_s = torch.manual_seed(int(seed))" : "_s = 0";
  }

  private static String attention(ModelConfig config, Precision precision) {
    boolean rounded = precision == Precision.BF16;
    return new Template(ATTENTION)
        .with("attention-dropout", config.dropout().attention())
        .with("qkv", rounded ? "torch.to(q, 15), torch.to(k, 15), torch.to(v, 15)" : "q, k, v")
        .with("attended", (long) config.sizes().heads() * config.sizes().headWidth())
        .filled();
  }

  private static String model(ModelConfig config, Parameters parameters, Precision precision) {
    List<Integer> windows = config.windows();
    String weight = config.tied() ? "p[0]" : "p[" + (parameters.all().size() - 1) + "]";
    String head = "self.lin(h, " + weight + ", None)";
    return new Template(MODEL)
        .with("window", windows.stream().mapToInt(Integer::intValue).max().orElse(0))
        .with(
            "windowed",
            windows.stream().map(w -> w > 0 ? "True" : "False").collect(Collectors.joining(", ")))
        .with("layers", config.sizes().layers())
        .with("embeddings", parameters.embeddings())
        .with("per-layer", parameters.perLayer())
        .with("width", config.sizes().width())
        .with("head", precision == Precision.BF16 ? "torch.to(" + head + ", 6)" : head)
        .filled();
  }

  private static String entries(ModelConfig config) {
    return new Template(ENTRIES).with("seeded", seeded(config)).filled();
  }
}
