package io.gristmill.jobs.train.model;

/**
 * The functions that Java calls, over {@code start}, {@code layer} and {@link HeadScript}. On the
 * way to gradients {@code passes} gives residual streams of which the last one leads to {@code x},
 * what the head sees, and {@code slopes} goes back from there with what {@code behind} has found.
 */
final class EntryScript {

  private static final String LOSSES =
      """
        def sums(self: __torch__.Decoder, p: List[Tensor], h: Tensor, labels: Tensor) -> List[Tensor]:
          a = self.asked(p, h, labels)
          f = self.found(self.told(self.matrix(p), a[0]), a[1])
          return [torch.neg(torch.sum(f[0])), torch.sum(f[2])]
        def by_row(self: __torch__.Decoder, h: Tensor, at: Tensor, found: Tensor) -> Tensor:
          row = torch.div(at, torch.size(h, 1) - 1, rounding_mode="floor")
          zeros = torch.zeros([torch.size(h, 0)], dtype=found.dtype, layout=None, device=h.device, pin_memory=None)
          return torch.index_add(zeros, 0, row, found)
        def row_sums(self: __torch__.Decoder, h: Tensor, at: Tensor, found: Tensor, right: Tensor) -> List[Tensor]:
          return [self.by_row(h, at, found), self.by_row(h, at, torch.ones_like(at)), self.by_row(h, at, right)]
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
        def slopes(self: __torch__.Decoder, x: Tensor, back: List[Tensor], q: List[Tensor], hs: List[Tensor], ids: Tensor, positions: Tensor, segments: Tensor, seed: int) -> List[Tensor]:
          t = torch.slice(q, {{first}}, None, 1)
          found = torch.grad([x], t, annotate(List[Optional[Tensor]], [back[0]]), None, False, True)
          g = annotate(List[Tensor], [])
          for i in range(torch.len(found)):
            one = found[i]
            if torch.__isnot__(one, None):
              _0 = torch.append(g, torch.contiguous(unchecked_cast(Tensor, one)))
            else:
              _1 = torch.append(g, torch.zeros_like(t[i]))
          {{head}}
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
        def slopes(self: __torch__.Decoder, x: Tensor, back: List[Tensor], q: List[Tensor], hs: List[Tensor], ids: Tensor, positions: Tensor, segments: Tensor, seed: int) -> List[Tensor]:
          t = torch.slice(q, {{first}}, None, 1)
          g = annotate(List[Tensor], [])
          nothing = torch.zeros([0], dtype=6, layout=None, device=ids.device, pin_memory=None)
          for i in range(torch.len(t)):
            _0 = torch.append(g, nothing)
          angles = self.angles(positions)
          masks = self.masks(ids, segments)
          slope = self.pull(x, back[0], hs[{{layers}}], t, g)
          for k in range({{layers}}):
            i = {{layers}} - 1 - k
            _1 = torch.pop(hs)
            h = torch.requires_grad_(hs[i], True)
            slope = self.pull(self.layer(h, q, i, masks, angles, seed, True), slope, h, t, g)
      {{embedding}}
          for i in range(torch.len(t)):
            if torch.eq(torch.numel(g[i]), 0):
              _2 = torch._set_item(g, i, torch.zeros_like(t[i]))
          {{head}}
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
          a = self.asked(q, hs[-1], labels)
          _0 = torch.set_grad_enabled(False)
          w = self.matrix(p)
          z = self.told(w, a[0])
          f = self.found(z, a[1])
          back = self.behind(w, a[0], self.pulled(z, a[1], f[1], torch.full_like(f[0], -float(scale))))
          _1 = torch.set_grad_enabled(True)
          g = self.slopes(a[0], back, q, hs, ids, positions, segments, int(seed))
          return torch.add([torch.neg(torch.sum(f[0])), torch.sum(f[2])], g)
        def rows(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, labels: Tensor, positions: Tensor, segments: Tensor) -> List[Tensor]:
          _0 = torch.set_grad_enabled(False)
          h = self.decode(p, ids, positions, segments, 0, False)
          a = self.asked(p, h, labels)
          f = self.found(self.told(self.matrix(p), a[0]), a[1])
          return self.row_sums(h, a[2], f[0], f[2])
        def preference(self: __torch__.Decoder, p: List[Tensor], ids: Tensor, labels: Tensor, positions: Tensor, segments: Tensor, seed: Tensor, reference: Tensor, kind: Tensor, beta: Tensor, smoothing: Tensor, scale: Tensor, likelihood: Tensor) -> List[Tensor]:
          q = self.leaves(p)
          hs = self.passes(q, ids, positions, segments, int(seed))
          a = self.asked(q, hs[-1], labels)
          _0 = torch.set_grad_enabled(False)
          w = self.matrix(p)
          z = self.told(w, a[0])
          f = self.found(z, a[1])
          _1 = torch.set_grad_enabled(True)
          found = torch.requires_grad_(torch.detach(f[0]), True)
          r = self.row_sums(hs[-1], a[2], found, f[2])
          losses = self.pair_losses(r[0], torch.to(reference, r[0].dtype), r[1], int(kind), float(beta), float(smoothing))
          chosen = torch.slice(r[0], 0, 0, torch.size(losses, 0), 1)
          total = torch.sub(torch.mul(torch.sum(losses), float(scale)), torch.mul(torch.sum(chosen), float(likelihood)))
          weights = unchecked_cast(Tensor, torch.grad([total], [found])[0])
          _2 = torch.set_grad_enabled(False)
          back = self.behind(w, a[0], self.pulled(z, a[1], f[1], weights))
          _3 = torch.set_grad_enabled(True)
          g = self.slopes(a[0], back, q, hs, ids, positions, segments, int(seed))
          return torch.add([torch.detach(losses), torch.detach(r[0]), r[1], r[2]], g)
      """;

  private EntryScript() {}

  /**
   * @param adapted whether gradients are by the tensors behind the model's alone
   * @param recomputed whether layers are computed again on the way back
   */
  static String methods(
      TransformerConfig config, Parameters parameters, boolean adapted, boolean recomputed) {
    return new Template(LOSSES + (recomputed ? RECOMPUTED : KEPT) + ENTRIES)
        // Nothing of the embedding learns with adapters.
        .with("embedding", adapted ? "    _3 = 0" : EMBEDDING)
        .with("first", adapted ? parameters.all().size() : 0)
        .with("layers", config.sizes().numHiddenLayers())
        .with(
            "head",
            adapted ? "_4 = 0" : "_4 = torch.add_(g[" + parameters.headIndex() + "], back[1])")
        .filled();
  }
}
