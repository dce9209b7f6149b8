package io.gristmill.jobs.train.model;

/**
 * The head where there is a label, as TorchScript text. The logits {@code z} (N, vocabulary) are
 * the largest tensor of a training; they are in memory once: their rows are looked at in parts of
 * some MB, and their gradient takes their place.
 *
 * <pre>
 * asked(p, h, labels) -> [x (N, width), labels (N), their places among (B * (T - 1)) (N)]
 * matrix(p) -> w, the head's as products take it
 * told(w, x) -> z
 * found(z, labels) -> [log-probability of each label, logarithm of the sum that it is a share of, right], each (N)
 * pulled(z, labels, logarithms, slopes (N)) -> d(sum of slopes * log-probabilities)/dz, in place of z
 * behind(w, x, slope of z) -> [slope of x, slope of the head's matrix or nothing]
 * </pre>
 *
 * None but {@code asked} is differentiated: {@code behind} is their way back.
 */
final class HeadScript {

  /** Logits of a part: they and what is made of them stay in a processor's cache. */
  private static final long ELEMENTS = 1 << 20;

  /** A part for a device on which it is calls that cost time. */
  private static final long DEVICE_ELEMENTS = 1 << 26;

  private static final String METHODS =
      """
        def asked(self: __torch__.Decoder, p: List[Tensor], h: Tensor, labels: Tensor) -> List[Tensor]:
          t = torch.size(h, 1)
          flat = torch.reshape(torch.slice(h, 1, 0, t - 1, 1), [-1, {{width}}])
          next = torch.reshape(torch.slice(labels, 1, 1, t, 1), [-1])
          at = torch.squeeze(torch.nonzero(torch.ne(next, -100)), 1)
          x = self.finish(p, torch.index_select(flat, 0, at))
          return [x, torch.index_select(next, 0, at), at]
        def matrix(self: __torch__.Decoder, p: List[Tensor]) -> Tensor:
          return {{matrix}}
        def told(self: __torch__.Decoder, w: Tensor, x: Tensor) -> Tensor:
          return self.lin(x, w, None)
        def part_rows(self: __torch__.Decoder, z: Tensor) -> int:
          if z.is_cuda:
            elements = {{device-elements}}
          else:
            elements = {{elements}}
          return torch.add(torch.floordiv(elements, torch.size(z, 1)), 1)
        def found(self: __torch__.Decoder, z: Tensor, wanted: Tensor) -> List[Tensor]:
          n = torch.size(z, 0)
          m = self.part_rows(z)
          found = torch.zeros([n], dtype={{wide}}, layout=None, device=z.device, pin_memory=None)
          whole = torch.zeros_like(found)
          right = torch.zeros_like(wanted)
          for k in range(torch.floordiv(n + m - 1, m)):
            c = torch.to(torch.slice(z, 0, k * m, k * m + m, 1), {{wide}})
            w = torch.unsqueeze(torch.slice(wanted, 0, k * m, k * m + m, 1), 1)
            f = torch.gather(torch.log_softmax(c, 1, None), 1, w)
            _0 = torch.copy_(torch.slice(found, 0, k * m, k * m + m, 1), torch.squeeze(f, 1))
            s = torch.sub(torch.gather(c, 1, w), f)
            _1 = torch.copy_(torch.slice(whole, 0, k * m, k * m + m, 1), torch.squeeze(s, 1))
            r = torch.eq(torch.argmax(c, 1, True), w)
            _2 = torch.copy_(torch.slice(right, 0, k * m, k * m + m, 1), torch.squeeze(r, 1))
          return [found, whole, right]
        def pulled(self: __torch__.Decoder, z: Tensor, wanted: Tensor, whole: Tensor, slopes: Tensor) -> Tensor:
          n = torch.size(z, 0)
          m = self.part_rows(z)
          for k in range(torch.floordiv(n + m - 1, m)):
            c = torch.slice(z, 0, k * m, k * m + m, 1)
            w = torch.unsqueeze(torch.slice(wanted, 0, k * m, k * m + m, 1), 1)
            l = torch.unsqueeze(torch.slice(whole, 0, k * m, k * m + m, 1), 1)
            s = torch.unsqueeze(torch.slice(slopes, 0, k * m, k * m + m, 1), 1)
            e = torch.mul_(torch.exp_(torch.sub(torch.to(c, {{wide}}), l)), torch.neg(s))
            _0 = torch.copy_(c, torch.scatter_add_(e, 1, w, s))
          return z
        def behind(self: __torch__.Decoder, w: Tensor, x: Tensor, z: Tensor) -> List[Tensor]:
          back = torch.to(torch.matmul(z, w), x.dtype)
          return [back, {{learned}}]
      """;

  private HeadScript() {}

  /**
   * @param learned whether the head's matrix is trained
   * @param rounded whether logits are in bfloat16, and so their gradient
   */
  static String methods(
      TransformerConfig config, Parameters parameters, boolean learned, boolean rounded) {
    String head = "p[" + parameters.headIndex() + "]";
    return new Template(METHODS)
        .with(
            "learned",
            learned
                ? "torch.matmul(torch.t(z), torch.to(x, z.dtype))"
                : "torch.zeros([0], dtype=6, layout=None, device=z.device, pin_memory=None)")
        .with("wide", rounded ? "6" : "z.dtype")
        .with("elements", ELEMENTS)
        .with("device-elements", DEVICE_ELEMENTS)
        .with("matrix", rounded ? "torch.to(" + head + ", 15)" : head)
        .with("width", config.sizes().hiddenSize())
        .filled();
  }
}
