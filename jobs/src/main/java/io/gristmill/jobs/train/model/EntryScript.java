package io.gristmill.jobs.train.model;

/**
 * The functions that Java calls, over {@code start}, {@code layer} and {@code head}. On the way to
 * gradients {@code passes} gives residual streams of which the last one leads to the loss, and
 * {@code slopes} what is asked for.
 */
final class EntryScript {

  private static final String LOSSES =
      """
        def asked(self: __torch__.Decoder, p: List[Tensor], h: Tensor, labels: Tensor) -> List[Tensor]:
          t = torch.size(h, 1)
          flat = torch.reshape(torch.slice(h, 1, 0, t - 1, 1), [-1, {{width}}])
          next = torch.reshape(torch.slice(labels, 1, 1, t, 1), [-1])
          at = torch.squeeze(torch.nonzero(torch.ne(next, -100)), 1)
          wanted = torch.index_select(next, 0, at)
          x = self.head(p, torch.index_select(flat, 0, at))
          return [x, wanted, at]
        def sums(self: __torch__.Decoder, p: List[Tensor], h: Tensor, labels: Tensor) -> List[Tensor]:
          a = self.asked(p, h, labels)
          loss = torch.cross_entropy_loss(a[0], a[1], None, 2, -100, 0.0)
          right = torch.sum(torch.eq(torch.argmax(a[0], 1), a[1]))
          return [loss, right]
        def row_sums(self: __torch__.Decoder, p: List[Tensor], h: Tensor, labels: Tensor) -> List[Tensor]:
          a = self.asked(p, h, labels)
          found = torch.neg(torch.cross_entropy_loss(a[0], a[1], None, 0, -100, 0.0))
          row = torch.div(a[2], torch.size(h, 1) - 1, rounding_mode="floor")
          right = torch.eq(torch.argmax(a[0], 1), a[1])
          zeros = torch.zeros([torch.size(h, 0)], dtype=4, layout=None, device=h.device, pin_memory=None)
          sums = torch.index_add(torch.to(zeros, found.dtype), 0, row, found)
          counts = torch.index_add(zeros, 0, row, torch.ones_like(a[2]))
          return [sums, counts, torch.index_add(zeros, 0, row, torch.to(right, 4))]
        def leaves(self: __torch__.Decoder, p: List[Tensor]) -> List[Tensor]:
          q = annotate(List[Tensor], [])
          for i in range(torch.len(p)):
            if torch.ge(i, {{first}}):
              one = torch.requires_grad_(torch.detach(p[i]), True)
            else:
              one = p[i]
            _0 = torch.append(q, one)
          return q
      """;

  private static final String KEPT =
      """
        def passes(self: __torch__.Decoder, q: List[Tensor], ids: Tensor, positions: Tensor, segments: Tensor, seed: int) -> List[Tensor]:
          return [self.decode(q, ids, positions, segments, seed, True)]
        def slopes(self: __torch__.Decoder, loss: Tensor, q: List[Tensor], hs: List[Tensor], ids: Tensor, positions: Tensor, segments: Tensor, seed: int) -> List[Tensor]:
          t = torch.slice(q, {{first}}, None, 1)
          found = torch.grad([loss], t)
          g = annotate(List[Tensor], [])
          for i in range(torch.len(found)):
            one = found[i]
            if torch.__isnot__(one, None):
              _0 = torch.append(g, torch.contiguous(unchecked_cast(Tensor, one)))
            else:
              _1 = torch.append(g, torch.zeros_like(t[i]))
          return g
      """;

  private static final String RECOMPUTED =
      """
        def passes(self: __torch__.Decoder, q: List[Tensor], ids: Tensor, positions: Tensor, segments: Tensor, seed: int) -> List[Tensor]:
          _0 = torch.set_grad_enabled(False)
          angles = self.angles(positions)
          masks = self.masks(ids, segments)
          h = self.start(q, ids, positions, seed, True)
          hs = [h]
          for i in range({{layers}}):
            h = self.layer(h, q, i, masks, angles, seed, True)
            _1 = torch.append(hs, h)
          _2 = torch.set_grad_enabled(True)
          _3 = torch.requires_grad_(hs[{{layers}}], True)
          return hs
        def pull(self: __torch__.Decoder, y: Tensor, slope: Tensor, h: Tensor, t: List[Tensor], g: List[Tensor]) -> Tensor:
          found = torch.grad([y], torch.add([h], t), annotate(List[Optional[Tensor]], [slope]), None, False, True)
          for i in range(torch.len(t)):
            one = found[i + 1]
            if torch.__isnot__(one, None):
              more = unchecked_cast(Tensor, one)
              if torch.eq(torch.numel(g[i]), 0):
                _0 = torch._set_item(g, i, torch.contiguous(more))
              else:
                _1 = torch._set_item(g, i, torch.add(g[i], more))
          first = found[0]
          if torch.__isnot__(first, None):
            back = unchecked_cast(Tensor, first)
          else:
            back = slope
          return back
        def slopes(self: __torch__.Decoder, loss: Tensor, q: List[Tensor], hs: List[Tensor], ids: Tensor, positions: Tensor, segments: Tensor, seed: int) -> List[Tensor]:
          t = torch.slice(q, {{first}}, None, 1)
          g = annotate(List[Tensor], [])
          nothing = torch.zeros([0], dtype=6, layout=None, device=ids.device, pin_memory=None)
          for i in range(torch.len(t)):
            _0 = torch.append(g, nothing)
          angles = self.angles(positions)
          masks = self.masks(ids, segments)
          slope = self.pull(loss, torch.ones_like(loss), hs[{{layers}}], t, g)
          for k in range({{layers}}):
            i = {{layers}} - 1 - k
            _1 = torch.pop(hs)
            h = torch.requires_grad_(hs[i], True)
            slope = self.pull(self.layer(h, q, i, masks, angles, seed, True), slope, h, t, g)
      {{embedding}}
          for i in range(torch.len(t)):
            if torch.eq(torch.numel(g[i]), 0):
              _2 = torch._set_item(g, i, torch.zeros_like(t[i]))
          return g
      """;

  private static final String EMBEDDING =
      "    _3 = self.pull(self.start(q, ids, positions, seed, True), slope, hs[0], t, g)";

  private static final String ENTRIES =
      """
        def logits(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, positions: Tensor, segments: Tensor) -> Tensor:
          _0 = torch.set_grad_enabled(False)
          return self.head(p, self.decode(p, ids, positions, segments, 0, False))
        def evaluate(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, labels: Tensor, positions: Tensor, segments: Tensor) -> List[Tensor]:
          _0 = torch.set_grad_enabled(False)
          return self.sums(p, self.decode(p, ids, positions, segments, 0, False), labels)
        def gradients(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, labels: Tensor, positions: Tensor, segments: Tensor, seed: Tensor, scale: Tensor) -> List[Tensor]:
          q = self.leaves(p)
          hs = self.passes(q, ids, positions, segments, int(seed))
          sums = self.sums(q, hs[-1], labels)
          g = self.slopes(torch.mul(sums[0], float(scale)), q, hs, ids, positions, segments, int(seed))
          return torch.add([torch.detach(sums[0]), sums[1]], g)
        def rows(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, labels: Tensor, positions: Tensor, segments: Tensor) -> List[Tensor]:
          _0 = torch.set_grad_enabled(False)
          return self.row_sums(p, self.decode(p, ids, positions, segments, 0, False), labels)
        def preference(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, labels: Tensor, positions: Tensor, segments: Tensor, seed: Tensor, reference: Tensor, kind: Tensor, beta: Tensor, smoothing: Tensor, scale: Tensor, likelihood: Tensor) -> List[Tensor]:
          q = self.leaves(p)
          hs = self.passes(q, ids, positions, segments, int(seed))
          r = self.row_sums(q, hs[-1], labels)
          losses = self.pair_losses(r[0], torch.to(reference, r[0].dtype), r[1], int(kind), float(beta), float(smoothing))
          chosen = torch.slice(r[0], 0, 0, torch.size(losses, 0), 1)
          total = torch.sub(torch.mul(torch.sum(losses), float(scale)), torch.mul(torch.sum(chosen), float(likelihood)))
          g = self.slopes(total, q, hs, ids, positions, segments, int(seed))
          return torch.add([torch.detach(losses), torch.detach(r[0]), r[1], r[2]], g)
      """;

  private EntryScript() {}

  /**
   * @param adapted whether gradients are by the tensors behind the model's alone
   * @param recomputed whether layers are computed again on the way back
   */
  static String methods(
      ModelConfig config, Parameters parameters, boolean adapted, boolean recomputed) {
    return new Template(LOSSES + (recomputed ? RECOMPUTED : KEPT) + ENTRIES)
        // Nothing of the embedding learns with adapters.
        .with("embedding", adapted ? "    _3 = 0" : EMBEDDING)
        .with("first", adapted ? parameters.all().size() : 0)
        .with("layers", config.sizes().layers())
        .with("width", config.sizes().width())
        .filled();
  }
}
