package io.gristmill.jobs.train.model;

/**
 * Writing on, token by token, with keys and values remembered. Rows are padded on the left: {@code
 * pads} (B) int64 says by how much. {@code c} are the keys and values of every layer, each (B,
 * heads, length, width); {@code w} is the head's matrix.
 *
 * <pre>
 * ready(p) -> [w, p...]: with matrices as products take them, in BF16 with {@link Precision#BF16}
 * room(p, rows, length) -> c
 * see(p, w, c, ids (B, T), pads) -> [x (B, vocabulary)]: what may follow, everything before forgotten
 * go_on(p, w, c, x, pads, at, done (B), room (B), chances (B, n), ends, temperature, most, share, feed) ->
 *     [tokens (B, up to n), x, done (B)]
 * keep(p, tensors, rows) -> of each tensor these rows
 * </pre>
 *
 * A row is done with one of {@code ends} or after {@code room} further tokens; what it has then are
 * zeros. A token is the most probable where the temperature is 0, else drawn by its number of
 * {@code chances}, in [0, 1), among the {@code most} most probable (0: all) and among the fewest
 * that have {@code share} of the probability. {@code feed} says whether the last tokens are seen
 * too, so that one may go on.
 */
final class GenerationScript {

  private static final String METHODS =
      """
        def ready(self: __torch__.Decoder, p: List[Tensor]) -> List[Tensor]:
          _0 = torch.set_grad_enabled(False)
          w = p[{{head-place}}]
          q = [{{matrix}}]
          for i in range({{base}}):
            w = p[i]
            if torch.__and__(torch.eq(torch.dim(w), 2), torch.ge(i, {{embeddings}})):
              _1 = torch.append(q, {{matrix}})
            else:
              _2 = torch.append(q, w)
          return q
        def room(self: __torch__.Decoder, p: List[Tensor], rows: Tensor, length: Tensor) -> List[Tensor]:
          c = annotate(List[Tensor], [])
          for i in range({{layers}} * 2):
            _0 = torch.append(c, torch.zeros([int(rows), {{groups}}, int(length), {{head}}], dtype={{kept}}, layout=None, device=p[0].device, pin_memory=None))
          return c
        def sight(self: __torch__.Decoder, pads: Tensor, at: int, t: int, window: int) -> Tensor:
          column = torch.unsqueeze(torch.arange(at + t, dtype=4, layout=None, device=pads.device, pin_memory=None), 0)
          row = torch.unsqueeze(torch.arange(at, at + t, 1, dtype=4, layout=None, device=pads.device, pin_memory=None), 1)
          causal = torch.le(column, row)
          if torch.gt(window, 0):
            near = torch.logical_and(causal, torch.gt(column, torch.sub(row, window)))
          else:
            near = causal
          there = torch.ge(torch.unsqueeze(column, 0), torch.unsqueeze(torch.unsqueeze(pads, 1), 2))
          seen = torch.logical_and(torch.unsqueeze(near, 0), there)
          return torch.unsqueeze(torch.logical_or(seen, torch.unsqueeze(torch.eq(column, row), 0)), 1)
        def after(self: __torch__.Decoder, p: List[Tensor], w: Tensor, c: List[Tensor], ids: Tensor, pads: Tensor, at: int) -> Tensor:
          t = torch.size(ids, 1)
          columns = torch.arange(at, at + t, 1, dtype=4, layout=None, device=ids.device, pin_memory=None)
          positions = torch.clamp(torch.sub(torch.unsqueeze(columns, 0), torch.unsqueeze(pads, 1)), 0, {{context}} - 1)
          angles = self.angles(positions)
          everything = self.sight(pads, at, t, 0)
          masks = [everything, {{near}}]
          h = self.embed(p, ids, positions, False)
          for i in range({{layers}}):
            h = self.part(h, p, i, masks, angles, c, at, False)
          return self.head_by(p, w, torch.select(h, 1, t - 1))
        def draw(self: __torch__.Decoder, values: Tensor, indices: Tensor, chance: Tensor, share: float) -> Tensor:
          shares = torch.softmax(values, 1)
          before = torch.sub(torch.cumsum(shares, 1), shares)
          kept = torch.mul(shares, torch.lt(before, share))
          sums = torch.cumsum(kept, 1)
          total = torch.slice(sums, 1, -1, None, 1)
          place = torch.sum(torch.le(sums, torch.mul(torch.unsqueeze(chance, 1), total)), [1], True)
          last = torch.sub(torch.sum(torch.lt(before, share), [1], True), 1)
          return torch.squeeze(torch.gather(indices, 1, torch.minimum(place, last)), 1)
        def choose(self: __torch__.Decoder, x: Tensor, chance: Tensor, temperature: float, most: int, share: float) -> Tensor:
          if torch.eq(temperature, 0.0):
            token = torch.argmax(x, 1)
          else:
            y = torch.div(torch.to(x, 7), temperature)
            if torch.gt(most, 0):
              values, indices = torch.topk(y, most, 1, True, True)
            elif torch.lt(share, 1.0):
              values, indices = torch.sort(y, 1, True)
            else:
              values = y
              indices = torch.expand_as(torch.arange(torch.size(y, 1), dtype=4, layout=None, device=y.device, pin_memory=None), y)
            if torch.lt(share, 1.0):
              bound = share
            else:
              bound = 2.0
            token = self.draw(values, indices, chance, bound)
          return token
        def see(self: __torch__.Decoder, p: List[Tensor], w: Tensor, c: List[Tensor], ids: Tensor, pads: Tensor) -> List[Tensor]:
          _0 = torch.set_grad_enabled(False)
          return [self.after(p, w, c, ids, pads, 0)]
        def go_on(self: __torch__.Decoder, p: List[Tensor], w: Tensor, c: List[Tensor], x: Tensor, pads: Tensor, at: Tensor, done: Tensor, room: Tensor, chances: Tensor, ends: Tensor, temperature: Tensor, most: Tensor, share: Tensor, feed: Tensor) -> List[Tensor]:
          _0 = torch.set_grad_enabled(False)
          n = torch.size(chances, 1)
          begin = int(at)
          tokens = annotate(List[Tensor], [])
          over = torch.gt(done, 0)
          y = x
          k = 0
          going = True
          while going:
            one = self.choose(y, torch.select(chances, 1, k), float(temperature), int(most), float(share))
            token = torch.mul(one, torch.logical_not(over))
            _1 = torch.append(tokens, token)
            k = k + 1
            ended = torch.logical_or(torch.isin(token, ends), torch.le(room, k))
            over = torch.logical_or(over, ended)
            going = torch.__and__(torch.lt(k, n), torch.__not__(bool(torch.all(over))))
            if torch.__or__(going, torch.__and__(torch.gt(int(feed), 0), torch.__not__(bool(torch.all(over))))):
              y = self.after(p, w, c, torch.unsqueeze(token, 1), pads, begin + k - 1)
          return [torch.stack(tokens, 1), y, torch.to(over, 4)]
        def keep(self: __torch__.Decoder, p: List[Tensor], tensors: List[Tensor], rows: Tensor) -> List[Tensor]:
          _0 = torch.set_grad_enabled(False)
          kept = annotate(List[Tensor], [])
          for i in range(torch.len(tensors)):
            _1 = torch.append(kept, torch.index_select(tensors[i], 0, rows))
          return kept
      """;

  private GenerationScript() {}

  static String methods(TransformerConfig config, Parameters parameters, boolean rounded) {
    int window = config.slidingWindows().stream().mapToInt(Integer::intValue).max().orElse(0);
    return new Template(METHODS)
        .with("base", parameters.all().size())
        .with("embeddings", parameters.numEmbeddings())
        .with("head-place", parameters.headIndex())
        .with("matrix", rounded ? "torch.to(w, 15)" : "w")
        .with("layers", config.sizes().numHiddenLayers())
        .with("groups", config.sizes().numKeyValueHeads())
        .with("head", config.sizes().headDim())
        .with("context", config.sizes().maxPositionEmbeddings())
        .with("near", window == 0 ? "everything" : "self.sight(pads, at, t, " + window + ")")
        // Attention rounds them anyway.
        .with("kept", rounded ? "15" : "p[0].dtype")
        .filled();
  }
}
