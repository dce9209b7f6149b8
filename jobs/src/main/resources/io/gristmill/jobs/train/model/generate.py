# Generation token by token with a cache of keys and values. Rows are padded on the left to one
# length; left_padding (B) int64 says by how many tokens. cache: keys and values of every layer,
# each (B, K, longest S, hs). head_weight: the weight of the language model head.


# [head weight, then p], with the matrices of the layers and the head converted once to the type of
# matrix products, instead of in every call.
def prepare_for_generation(self, p: List[Tensor]) -> List[Tensor]:
    torch.set_grad_enabled(False)
    prepared = [{{downcast({{lm_head.weight}})}}]  # 1 x (V, D)
    for i in range({{num_parameters}}):
        weight = p[i]  # as p[i]
        if weight.dim() == 2 and i >= {{num_embedding_tensors}}:
            prepared.append({{downcast(weight)}})
        else:
            prepared.append(weight)
    return prepared  # (V, D), then as p


def allocate_cache(self, p: List[Tensor], batch_size: Tensor, length: Tensor) -> List[Tensor]:
    shape = [int(batch_size), {{K}}, int(length), {{hs}}]
    cache = annotate(List[Tensor], [])
    for i in range({{num_layers}} * 2):
        cache.append(torch.zeros(shape, dtype={{cache_dtype}}, device=p[0].device))
    return cache  # (2 * num_layers) x (B, K, length, hs)


# The start + T keys that each of the last T tokens may attend to: not the padding, but always the
# token itself, since a row of the softmax needs a key.
def cached_attention_mask(self, left_padding: Tensor, start: int, T: int, window: int) -> Tensor:
    S = start + T
    key = torch.arange(S, dtype={{int64}}, device=left_padding.device).unsqueeze(0)  # (1, S)
    query = torch.arange(start, S, 1, dtype={{int64}}, device=left_padding.device)  # (T)
    query = query.unsqueeze(1)  # (T, 1)
    allowed = key <= query  # (T, S)
    if window > 0:
        allowed = allowed & (key > query - window)  # (T, S)
    is_token = key.unsqueeze(0) >= left_padding.unsqueeze(1).unsqueeze(2)  # (B, 1, S)
    mask = (allowed.unsqueeze(0) & is_token) | (key == query).unsqueeze(0)  # (B, T, S)
    return mask.unsqueeze(1)  # (B, 1, T, S)


# Logits of the next token after input_ids, whose T tokens follow the start tokens in the cache.
def next_token_logits(
    self, p: List[Tensor], head_weight: Tensor, cache: List[Tensor], input_ids: Tensor,
    left_padding: Tensor, start: int
) -> Tensor:
    T = input_ids.size(1)
    column = torch.arange(start, start + T, 1, dtype={{int64}}, device=input_ids.device)  # (T)
    position_ids = column.unsqueeze(0) - left_padding.unsqueeze(1)  # (B, T)
    position_ids = torch.clamp(position_ids, 0, {{max_position_embeddings}} - 1)  # (B, T)
    cos_sin = self.rotary_embedding(position_ids)  # 2 x (B, 1, T, R)
    full = self.cached_attention_mask(left_padding, start, T, 0)  # (B, 1, T, S)
    if {{sliding_window}} > 0:
        sliding = self.cached_attention_mask(
            left_padding, start, T, {{sliding_window}}
        )  # (B, 1, T, S)
    else:
        sliding = full  # (B, 1, T, S)
    h = self.embed(p, input_ids, position_ids, False)  # (B, T, D)
    for i in range({{num_layers}}):
        h = self.layer_with_cache(
            h, p, i, [full, sliding], cos_sin, cache, start, False
        )  # (B, T, D)
    return self.lm_head(p, head_weight, h.select(1, T - 1))  # (B, V)


# Samples from the fewest most probable tokens whose probabilities sum to top_p (the nucleus), by
# the inverse of their cumulative distribution. Logits are sorted in descending order; random is in
# [0, 1).
def sample_top_p(
    self, sorted_logits: Tensor, token_ids: Tensor, random: Tensor, top_p: float
) -> Tensor:
    probs = torch.softmax(sorted_logits, 1)  # (B, V)
    in_nucleus = torch.cumsum(probs, 1) - probs < top_p  # (B, V)
    cumulative = torch.cumsum(probs * in_nucleus, 1)  # (B, V)
    threshold = random.unsqueeze(1) * cumulative[:, -1:]  # (B, 1)
    rank = torch.sum(cumulative <= threshold, [1], True)  # (B, 1)
    last_rank = torch.sum(in_nucleus, [1], True) - 1  # (B, 1)
    return token_ids.gather(1, torch.minimum(rank, last_rank)).squeeze(1)  # (B)


# Temperature 0 is greedy decoding; top_k 0 and top_p 1 keep all tokens.
def sample(
    self, logits: Tensor, random: Tensor, temperature: float, top_k: int, top_p: float
) -> Tensor:
    if temperature == 0.0:
        token = torch.argmax(logits, 1)  # (B)
    else:
        scaled = logits.to({{float64}}) / temperature  # (B, V)
        if top_k > 0:
            values, token_ids = torch.topk(scaled, top_k, 1, True, True)  # 2 x (B, top_k)
        elif top_p < 1.0:
            values, token_ids = torch.sort(scaled, 1, True)  # 2 x (B, V)
        else:
            values = scaled  # (B, V)
            all_ids = torch.arange(scaled.size(1), dtype={{int64}}, device=scaled.device)  # (V)
            token_ids = all_ids.expand_as(scaled)  # (B, V)
        # A sum of probabilities may exceed 1 by rounding, but never 2.
        nucleus = 2.0
        if top_p < 1.0:
            nucleus = top_p
        token = self.sample_top_p(values, token_ids, random, nucleus)  # (B)
    return token  # (B)


# Fills an empty cache with the prompts. Returns [logits of the next token].
def prefill(
    self, p: List[Tensor], head_weight: Tensor, cache: List[Tensor], input_ids: Tensor,
    left_padding: Tensor
) -> List[Tensor]:
    torch.set_grad_enabled(False)
    return [self.next_token_logits(p, head_weight, cache, input_ids, left_padding, 0)]  # 1 x (B, V)


# [tokens (B, up to n), logits after them, finished (B)]. A row finishes with one of eos_tokens or
# after max_new_tokens (B); its further tokens are 0. random (B, n): a number in [0, 1) for each
# token. feed_last: 1 if the last tokens also go through the model, so that decoding can continue.
def decode(
    self, p: List[Tensor], head_weight: Tensor, cache: List[Tensor], logits: Tensor,
    left_padding: Tensor, length: Tensor, finished: Tensor, max_new_tokens: Tensor, random: Tensor,
    eos_tokens: Tensor, temperature: Tensor, top_k: Tensor, top_p: Tensor, feed_last: Tensor
) -> List[Tensor]:
    torch.set_grad_enabled(False)
    start = int(length)
    tokens = annotate(List[Tensor], [])
    done = finished > 0  # (B)
    n = 0
    more = True
    while more:
        sampled = self.sample(
            logits, random.select(1, n), float(temperature), int(top_k), float(top_p)
        )  # (B)
        token = sampled * torch.logical_not(done)  # (B)
        tokens.append(token)
        n = n + 1
        done = done | torch.isin(token, eos_tokens) | (max_new_tokens <= n)  # (B)
        all_done = bool(torch.all(done))
        more = n < random.size(1) and not all_done
        if more or (int(feed_last) > 0 and not all_done):
            logits = self.next_token_logits(
                p, head_weight, cache, token.unsqueeze(1), left_padding, start + n - 1
            )  # (B, V)
    return [torch.stack(tokens, 1), logits, done.to({{int64}})]  # (B, n), (B, V), (B)


# Selects rows of each tensor.
def select_rows(self, p: List[Tensor], tensors: List[Tensor], rows: Tensor) -> List[Tensor]:
    torch.set_grad_enabled(False)
    selected = annotate(List[Tensor], [])
    for i in range(len(tensors)):
        selected.append(tensors[i].index_select(0, rows))
    return selected  # each (rows, ...)
