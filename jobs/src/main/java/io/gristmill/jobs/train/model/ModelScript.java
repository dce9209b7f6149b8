package io.gristmill.jobs.train.model;

import io.gristmill.check.UserException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a model as TorchScript text. Where {@code p} is the list of {@link Parameters},
 * {@code ids} and {@code labels} are (B, T) int64, {@code positions} (B, T) or (1, T) int64, and
 * {@code segments} (B, T) int64 numbers the examples that share a row, or has no element where each
 * row is one example:
 *
 * <pre>
 * logits(p, ids, positions, segments) -> (B, T, vocabulary)
 * evaluate(p, ids, labels, positions, segments) -> [loss, right]
 * gradients(p, ids, labels, positions, segments, seed, scale) -> [loss, right, d(scale * loss)/dt...]
 * rows(p, ids, labels, positions, segments) -> [log-probabilities (B), labels (B), right (B)]
 * preference(p, ids, labels, positions, segments, seed, reference, settings...) ->
 *     [losses (B / 2), log-probabilities (B), labels (B), right (B), gradients...]
 * room(p, rows, length), see(p, w, c, ids, pads), go_on(...), keep(p, tensors, rows): {@link
 *     GenerationScript}
 * merged(p) -> weights with their adapters' products added, layer by layer; with adapters alone
 * </pre>
 *
 * Position t predicts label t + 1; a label of -100 asks for nothing. {@code loss} is the sum of
 * negative log-probabilities in nats, {@code right} (int64) how many labels are most probable.
 * Heads are computed where there is a label and nowhere else. The first half of the rows of a
 * preference are the chosen answers, the second half the rejected ones in the same order.
 *
 * <p>{@code t}, what gradients are by, is {@code p}; or with {@link Lora} the adapters, which stand
 * behind the model's tensors in {@code p}, and where {@code p} ends before them every function but
 * the gradients' is that of the model without them. Dropout draws from the seed, anew for each
 * layer, so that {@link ComputeConfig#gradientCheckpointing} changes no result.
 */
public final class ModelScript {

  /** The name of the class in the text. */
  public static final String NAME = "Decoder";

  /** A label that asks for nothing. */
  public static final int IGNORE_INDEX = -100;

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
        def weigh(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, train: bool) -> Tensor:
          if train:
            drop = {{attention-dropout}}
          else:
            drop = 0.0
          if torch.eq(torch.numel(mask), 0):
            a = torch.scaled_dot_product_attention({{qkv}}, None, drop, True)
          else:
            a = torch.scaled_dot_product_attention({{qkv}}, mask, drop, False)
          return a
        def attend(self: __torch__.Decoder, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, train: bool) -> Tensor:
          a = self.weigh(q, k, v, mask, train)
          return torch.reshape(torch.transpose(a, 1, 2), [torch.size(a, 0), torch.size(a, 2), {{attended}}])
        def remember(self: __torch__.Decoder, c: List[Tensor], at: int, k: Tensor, v: Tensor) -> List[Tensor]:
          if torch.eq(torch.len(c), 0):
            kv = [k, v]
          else:
            end = at + torch.size(k, 2)
            _0 = torch.copy_(torch.slice(c[0], 2, at, end, 1), k)
            _1 = torch.copy_(torch.slice(c[1], 2, at, end, 1), v)
            kv = [torch.slice(c[0], 2, 0, end, 1), torch.slice(c[1], 2, 0, end, 1)]
          return kv
      """;

  private static final String MODEL =
      """
        def masks(self: __torch__.Decoder, ids: Tensor, segments: Tensor) -> List[Tensor]:
          everything = self.mask(ids, segments, 0)
          return [everything, {{near}}]
        def start(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, positions: Tensor, seed: int, train: bool) -> Tensor:
          {{seeded-start}}
          return self.embed(p, ids, positions, train)
        def part(self: __torch__.Decoder, h: Tensor, p: List[Tensor], i: int, masks: List[Tensor], angles: List[Tensor], c: List[Tensor], at: int, train: bool) -> Tensor:
          windowed = [{{windowed}}]
          mask = masks[windowed[i]]
          own = torch.slice(c, 2 * i, 2 * i + 2, 1)
          return self.block(h, p, {{embeddings}} + i * {{per-layer}}, {{base}} + i * {{adapters}}, mask, angles[0], angles[1], own, at, train)
        def layer(self: __torch__.Decoder, h: Tensor, p: List[Tensor], i: int, masks: List[Tensor], angles: List[Tensor], seed: int, train: bool) -> Tensor:
          {{seeded-layer}}
          return self.part(h, p, i, masks, angles, annotate(List[Tensor], []), 0, train)
        def decode(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, positions: Tensor, segments: Tensor, seed: int, train: bool) -> Tensor:
          angles = self.angles(positions)
          masks = self.masks(ids, segments)
          h = self.start(p, ids, positions, seed, train)
          for i in range({{layers}}):
            h = self.layer(h, p, i, masks, angles, seed, train)
          return h
        def head_by(self: __torch__.Decoder, p: List[Tensor], w: Tensor, h: Tensor) -> Tensor:
          x = self.finish(p, h)
          return {{head}}
        def head(self: __torch__.Decoder, p: List[Tensor], h: Tensor) -> Tensor:
          return self.head_by(p, p[{{head-place}}], h)
      """;

  private ModelScript() {}

  public static String render(TransformerConfig config, Precision precision) {
    return render(config, null, new ComputeConfig(precision, false));
  }

  /**
   * @param lora adapters, whose tensors then stand behind the model's in {@code p}
   * @throws UserException naming targets of adapters that the model has not
   */
  public static String render(
      TransformerConfig config, @Nullable Lora lora, ComputeConfig compute) {
    Parameters parameters = Parameters.of(config);
    LoraTargets sites = lora == null ? LoraTargets.NONE : LoraTargets.of(config, lora);
    LinearScript linears = new LinearScript(config, parameters, sites);
    boolean rounded = compute.precision() == Precision.BF16;
    return HEADER
        + (rounded ? BF16_LINEAR : FULL_LINEAR)
        + (lora == null ? "" : LinearScript.methods(config, parameters, sites, lora))
        + attention(config, rounded)
        + LayerScript.of(config, parameters, linears, compute.precision()).methods()
        + model(config, parameters, sites, lora, rounded)
        + PreferenceScript.methods(NAME)
        + HeadScript.methods(config, parameters, lora == null, rounded)
        + EntryScript.methods(config, parameters, lora != null, compute.gradientCheckpointing())
        + GenerationScript.methods(config, parameters, rounded);
  }

  private static String attention(TransformerConfig config, boolean rounded) {
    return new Template(ATTENTION)
        .with("attention-dropout", config.dropout().attention())
        .with("qkv", rounded ? "torch.to(q, 15), torch.to(k, 15), torch.to(v, 15)" : "q, k, v")
        .with("attended", (long) config.sizes().numAttentionHeads() * config.sizes().headDim())
        .filled();
  }

  private static String model(
      TransformerConfig config,
      Parameters parameters,
      LoraTargets sites,
      @Nullable Lora lora,
      boolean rounded) {
    List<Integer> windows = config.slidingWindows();
    int window = windows.stream().mapToInt(Integer::intValue).max().orElse(0);
    String head = "self.lin(x, w, None)";
    return new Template(MODEL)
        .with("near", window == 0 ? "everything" : "self.mask(ids, segments, " + window + ")")
        .with(
            "windowed",
            windows.stream().map(w -> w > 0 ? "1" : "0").collect(Collectors.joining(", ")))
        .with("seeded-start", seeded(config, lora, "seed"))
        .with("seeded-layer", seeded(config, lora, "seed + i + 1"))
        .with("layers", config.sizes().numHiddenLayers())
        .with("embeddings", parameters.numEmbeddings())
        .with("per-layer", parameters.tensorsPerLayer())
        .with("base", parameters.all().size())
        .with("adapters", sites.tensorsPerLayer())
        .with("head-place", parameters.headIndex())
        .with("head", rounded ? "torch.to(" + head + ", 6)" : head)
        .filled();
  }

  /** A seed of each layer's own, so that computing it again drops the same. */
  private static String seeded(TransformerConfig config, @Nullable Lora lora, String seed) {
    boolean random =
        !config.dropout().equals(TransformerConfig.Dropout.NONE)
            || (lora != null && lora.dropout() > 0);
    return random ? "if train:\n      _s = torch.manual_seed(" + seed + ")" : "_s = 0";
  }
}
