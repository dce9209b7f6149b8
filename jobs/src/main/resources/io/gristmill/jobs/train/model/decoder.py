# A decoder-only transformer: the part that all families share. Start here, then read gpt2.py or
# llama.py, head.py, backward.py and generate.py.
#
# The files of this folder are TorchScript, all methods of one class. ModelScript.java joins those
# that a model needs and fills the slots:
#   {{num_layers}}               a number of the model, or True and False for its variants
#   {{int64}}, {{softmax_dtype}} a dtype: its number in TorchScript, or the dtype of a tensor
#   {{attn.c_attn.weight}}       a parameter by its Hugging Face name, within the layer or in full
#   {{attn.c_attn(x)}}           a linear layer, with its LoRA adapter if it has one
#   {{activation(x)}}            the activation function that config.json names
#   {{downcast(x)}}              x in bfloat16 if the setting bf16 is true, else x itself
#   {{upcast(x)}}                x in float32 if the setting bf16 is true, else x itself
#   {{residual_dropout(x)}}      dropout with the configured probability, or x itself if that is 0
#   {{qkv_projections}}          the lines of a file: llama_qkv.py or phi3_qkv.py
#   {{qk_norms}}                 qwen3_qk_norms.py, or nothing
#   {{gate_up_projections}}      llama_gate_up.py or phi3_gate_up.py
#   {{inverse_frequencies}}      rope_default.py, rope_linear.py, rope_llama3.py or rope_longrope.py
#   {{rope_scaled(cos)}}         cos times the attention factor of LongRoPE, else cos itself
#
# p holds all parameters in the order of Parameters.java, then the LoRA matrices A and B of each
# adapted linear layer. If segment_ids is empty, each row holds one example; otherwise rows are
# packed with several examples, and a token attends to tokens of the same segment only.
#
# Autograd differentiates the layers. Through the head it would keep several (N, V) tensors, so the
# head's backward pass is explicit (head.py).
#
# Shapes: B batch size, T tokens of this call, S keys (T, or with a cache all tokens so far),
# D hidden size, H attention heads, K key-value heads, hs head size, R rotated elements of a head,
# F intermediate size, V vocabulary size, N labels in the batch; () is a scalar. A (B, 0) mask, with
# no element, stands for plain causal attention.


def linear(self, x: Tensor, weight: Tensor, bias: Optional[Tensor]) -> Tensor:
    if {{bf16}}:
        y = torch.linear(x.to({{bfloat16}}), weight.to({{bfloat16}}), None)  # (..., out) bfloat16
        if bias is not None:
            y = y + bias.to({{bfloat16}})  # (..., out)
    else:
        y = torch.linear(x, weight, bias)  # (..., out)
    return y  # (..., out)


# The keys that each query may attend to, or an empty mask for plain causal attention.
def attention_mask(self, input_ids: Tensor, segment_ids: Tensor, window: int) -> Tensor:
    T = input_ids.size(1)
    packed = segment_ids.numel() > 0
    if not packed and (window == 0 or T <= window):
        mask = input_ids[:, 0:0]  # (B, 0)
    else:
        position = torch.arange(T, dtype={{int64}}, device=input_ids.device)  # (T)
        query = position.unsqueeze(1)  # (T, 1)
        key = position.unsqueeze(0)  # (1, T)
        allowed = key <= query  # (T, T)
        if window > 0:
            allowed = allowed & (key > query - window)  # (T, T)
        if packed:
            same_segment = segment_ids.unsqueeze(1) == segment_ids.unsqueeze(2)  # (B, T, T)
            mask = (same_segment & allowed.unsqueeze(0)).unsqueeze(1)  # (B, 1, T, T)
        else:
            mask = allowed.unsqueeze(0).unsqueeze(0)  # (1, 1, T, T)
    return mask  # (B or 1, 1, T, T) bool or (B, 0)


# The masks of layers with full attention and of those with a sliding window.
def attention_masks(self, input_ids: Tensor, segment_ids: Tensor) -> List[Tensor]:
    full = self.attention_mask(input_ids, segment_ids, 0)  # (B or 1, 1, T, T) or (B, 0)
    if {{sliding_window}} > 0:
        sliding = self.attention_mask(
            input_ids, segment_ids, {{sliding_window}}
        )  # (B or 1, 1, T, T) or (B, 0)
    else:
        sliding = full  # (B or 1, 1, T, T) or (B, 0)
    return [full, sliding]  # each (B or 1, 1, T, T) or (B, 0)


# softmax(q k^T / sqrt(hs)) v
def scaled_dot_product(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, train: bool) -> Tensor:
    dropout = 0.0
    if train:
        dropout = {{attention_dropout}}
    q = {{downcast(q)}}  # (B, H, T, hs)
    k = {{downcast(k)}}  # (B, H, S, hs)
    v = {{downcast(v)}}  # (B, H, S, hs)
    if mask.numel() == 0:
        y = torch.scaled_dot_product_attention(q, k, v, None, dropout, True)  # (B, H, T, hs)
    else:
        y = torch.scaled_dot_product_attention(q, k, v, mask, dropout, False)  # (B, H, T, hs)
    return y  # (B, H, T, hs)


# Repeats each key-value head for the query heads that share it (grouped-query attention).
def repeat_kv(self, x: Tensor) -> Tensor:
    B = x.size(0)
    S = x.size(2)
    x = x.unsqueeze(2).expand([B, {{K}}, {{H}} // {{K}}, S, {{hs}}])  # (B, K, H / K, S, hs)
    return x.reshape([B, {{H}}, S, {{hs}}])  # (B, H, S, hs)


def attention(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, train: bool) -> Tensor:
    B = q.size(0)
    T = q.size(2)
    if {{grouped_query}} and T == 1:
        # Generation: query heads that share a key-value head become the rows of one product.
        q = q.reshape([B, {{K}}, {{H}} // {{K}}, {{hs}}])  # (B, K, H / K, hs)
        y = self.scaled_dot_product(q, k, v, mask, train)  # (B, K, H / K, hs)
    else:
        if {{grouped_query}}:
            k = self.repeat_kv(k)  # (B, H, S, hs)
            v = self.repeat_kv(v)  # (B, H, S, hs)
        y = self.scaled_dot_product(q, k, v, mask, train)  # (B, H, T, hs)
        y = y.transpose(1, 2)  # (B, T, H, hs)
    return y.reshape([B, T, {{H}} * {{hs}}])  # (B, T, H * hs)


# The keys and values to attend to: those of this call, after the cached ones if there is a cache.
def update_cache(self, cache: List[Tensor], start: int, k: Tensor, v: Tensor) -> List[Tensor]:
    if len(cache) == 0:
        keys_values = [k, v]  # 2 x (B, K, T, hs)
    else:
        T = k.size(2)
        S = start + T
        cache[0].narrow(2, start, T).copy_(k)  # (B, K, T, hs)
        cache[1].narrow(2, start, T).copy_(v)  # (B, K, T, hs)
        keys_values = [cache[0].narrow(2, 0, S), cache[1].narrow(2, 0, S)]  # 2 x (B, K, S, hs)
    return keys_values  # 2 x (B, K, S, hs)


# Layer i with a cache of start tokens: the block of gpt2.py or llama.py with the mask, the
# parameters and the cache of this layer. With an empty cache all keys are those of this call.
def layer_with_cache(
    self, h: Tensor, p: List[Tensor], i: int, masks: List[Tensor], cos_sin: List[Tensor],
    cache: List[Tensor], start: int, train: bool
) -> Tensor:
    mask_of_layer = [{{mask_of_layer}}]  # for each layer: 0 full, 1 sliding
    mask = masks[mask_of_layer[i]]  # (B or 1, 1, T, S) or (B, 0)
    first = {{num_embedding_tensors}} + i * {{tensors_per_layer}}
    adapter = {{num_parameters}} + i * {{adapter_tensors_per_layer}}
    layer_cache = cache[2 * i : 2 * i + 2]  # 2 x (B, K, longest S, hs), or []
    return self.block(
        h, p, first, adapter, mask, cos_sin[0], cos_sin[1], layer_cache, start, train
    )  # (B, T, D)


# Token embedding, with the seed of its dropout.
def forward_embedding(
    self, p: List[Tensor], input_ids: Tensor, position_ids: Tensor, seed: int, train: bool
) -> Tensor:
    if {{random}} and train:
        torch.manual_seed(seed)
    return self.embed(p, input_ids, position_ids, train)  # (B, T, D)


# Layer i without a cache, as in training. Each layer has a separate seed, so that recomputation
# repeats its dropout.
def forward_layer(
    self, h: Tensor, p: List[Tensor], i: int, masks: List[Tensor], cos_sin: List[Tensor], seed: int,
    train: bool
) -> Tensor:
    if {{random}} and train:
        torch.manual_seed(seed + i + 1)
    no_cache = annotate(List[Tensor], [])
    return self.layer_with_cache(h, p, i, masks, cos_sin, no_cache, 0, train)  # (B, T, D)


# The residual stream after the last layer.
def forward_layers(
    self, p: List[Tensor], input_ids: Tensor, position_ids: Tensor, segment_ids: Tensor, seed: int,
    train: bool
) -> Tensor:
    cos_sin = self.rotary_embedding(position_ids)  # 2 x (B or 1, 1, T, R)
    masks = self.attention_masks(input_ids, segment_ids)  # each (B or 1, 1, T, T) or (B, 0)
    h = self.forward_embedding(p, input_ids, position_ids, seed, train)  # (B, T, D)
    for i in range({{num_layers}}):
        h = self.forward_layer(h, p, i, masks, cos_sin, seed, train)  # (B, T, D)
    return h  # (B, T, D)


# Final norm and language model head.
def lm_head(self, p: List[Tensor], weight: Tensor, h: Tensor) -> Tensor:
    x = self.final_norm(p, h)  # (..., D)
    logits = self.linear(x, weight, None)  # (..., V)
    return {{upcast(logits)}}  # (..., V)


# The parameters, with the trainable ones as leaves that require gradients.
def require_gradients(self, p: List[Tensor]) -> List[Tensor]:
    leaves = annotate(List[Tensor], [])
    for i in range(len(p)):
        if i >= {{first_trainable}}:
            leaves.append(p[i].detach().requires_grad_(True))
        else:
            leaves.append(p[i])
    return leaves  # as p


# --- Methods that Java calls. Scalars are tensors without dimensions.


def logits(
    self, p: List[Tensor], input_ids: Tensor, position_ids: Tensor, segment_ids: Tensor
) -> Tensor:
    torch.set_grad_enabled(False)
    h = self.forward_layers(p, input_ids, position_ids, segment_ids, 0, False)  # (B, T, D)
    return self.lm_head(p, {{lm_head.weight}}, h)  # (B, T, V)


# [sum of -log p(label), number of labels that are the most probable token]
def evaluate(
    self, p: List[Tensor], input_ids: Tensor, labels: Tensor, position_ids: Tensor,
    segment_ids: Tensor
) -> List[Tensor]:
    torch.set_grad_enabled(False)
    h = self.forward_layers(p, input_ids, position_ids, segment_ids, 0, False)  # (B, T, D)
    hidden, label_ids, _ = self.select_labels(p, h, labels)  # (N, D), (N), (N)
    logits = self.linear(hidden, self.head_weight(p), None)  # (N, V)
    log_probs, _, correct = self.label_log_probs(logits, label_ids)  # (N), (N), (N)
    return [-log_probs.sum(), correct.sum()]  # 2 x ()


# [loss, correct, then the gradients]. The loss is the sum of -log p(label), without scale; the
# gradients are d(scale * loss) / d(each trainable tensor). A scale of 1 / (labels of the optimizer
# step) makes the gradients of its batches add up to that of the mean loss.
def loss_and_gradients(
    self, p: List[Tensor], input_ids: Tensor, labels: Tensor, position_ids: Tensor,
    segment_ids: Tensor, seed: Tensor, scale: Tensor
) -> List[Tensor]:
    p = self.require_gradients(p)  # as p
    hidden_states = self.forward_for_gradients(
        p, input_ids, position_ids, segment_ids, int(seed)
    )  # list of (B, T, D)
    hidden, label_ids, _ = self.select_labels(p, hidden_states[-1], labels)  # (N, D), (N), (N)
    torch.set_grad_enabled(False)
    weight = self.head_weight(p)  # (V, D)
    logits = self.linear(hidden, weight, None)  # (N, V)
    log_probs, log_sum_exp, correct = self.label_log_probs(logits, label_ids)  # (N), (N), (N)
    grad_log_probs = torch.full_like(log_probs, -float(scale))  # (N)
    grad_logits = self.grad_logits(logits, label_ids, log_sum_exp, grad_log_probs)  # (N, V)
    grad_hidden, grad_head = self.backward_head(
        weight, hidden, grad_logits
    )  # (N, D), (V, D) or with LoRA (0)
    torch.set_grad_enabled(True)
    grads = self.backward_layers(
        hidden, grad_hidden, grad_head, p, hidden_states, input_ids, position_ids, segment_ids,
        int(seed)
    )  # as the trainable tensors
    return [-log_probs.sum(), correct.sum()] + grads  # (), (), then as the trainable tensors


# [log-probability of each sequence's labels, number of its labels, number of correct ones]
def sequence_log_probs(
    self, p: List[Tensor], input_ids: Tensor, labels: Tensor, position_ids: Tensor,
    segment_ids: Tensor
) -> List[Tensor]:
    torch.set_grad_enabled(False)
    h = self.forward_layers(p, input_ids, position_ids, segment_ids, 0, False)  # (B, T, D)
    hidden, label_ids, index = self.select_labels(p, h, labels)  # (N, D), (N), (N)
    logits = self.linear(hidden, self.head_weight(p), None)  # (N, V)
    log_probs, _, correct = self.label_log_probs(logits, label_ids)  # (N), (N), (N)
    return self.sum_by_sequence(h, index, log_probs, correct)  # 3 x (B)


# [loss of each pair, the three of sequence_log_probs, then the gradients]. The first half of the
# batch holds the chosen answers, the second half the rejected ones. The losses are returned without
# scale; the gradients are those of the objective
# scale * sum(losses) - sft_scale * sum(log-probabilities of the chosen answers).
def preference_gradients(
    self, p: List[Tensor], input_ids: Tensor, labels: Tensor, position_ids: Tensor,
    segment_ids: Tensor, seed: Tensor, reference_log_probs: Tensor, loss_type: Tensor, beta: Tensor,
    label_smoothing: Tensor, scale: Tensor, sft_scale: Tensor
) -> List[Tensor]:
    p = self.require_gradients(p)  # as p
    hidden_states = self.forward_for_gradients(
        p, input_ids, position_ids, segment_ids, int(seed)
    )  # list of (B, T, D)
    hidden, label_ids, index = self.select_labels(p, hidden_states[-1], labels)  # (N, D), (N), (N)
    torch.set_grad_enabled(False)
    weight = self.head_weight(p)  # (V, D)
    logits = self.linear(hidden, weight, None)  # (N, V)
    log_probs, log_sum_exp, correct = self.label_log_probs(logits, label_ids)  # (N), (N), (N)
    # Autograd goes from the objective back to log_probs; from there to the head's input the
    # backward pass is explicit.
    torch.set_grad_enabled(True)
    log_probs = log_probs.detach().requires_grad_(True)  # (N)
    sums, counts, num_correct = self.sum_by_sequence(
        hidden_states[-1], index, log_probs, correct
    )  # 3 x (B)
    reference = reference_log_probs.to(sums.dtype)  # (B)
    losses = self.pair_losses(
        sums, reference, counts, int(loss_type), float(beta), float(label_smoothing)
    )  # (B / 2)
    chosen = sums[0 : losses.size(0)]  # (B / 2)
    objective = losses.sum() * float(scale) - chosen.sum() * float(sft_scale)  # ()
    grad_log_probs = unchecked_cast(Tensor, torch.grad([objective], [log_probs])[0])  # (N)
    torch.set_grad_enabled(False)
    grad_logits = self.grad_logits(logits, label_ids, log_sum_exp, grad_log_probs)  # (N, V)
    grad_hidden, grad_head = self.backward_head(
        weight, hidden, grad_logits
    )  # (N, D), (V, D) or with LoRA (0)
    torch.set_grad_enabled(True)
    grads = self.backward_layers(
        hidden, grad_hidden, grad_head, p, hidden_states, input_ids, position_ids, segment_ids,
        int(seed)
    )  # as the trainable tensors
    results = [losses.detach(), sums.detach(), counts, num_correct]  # (B / 2), 3 x (B)
    return results + grads  # (B / 2), 3 x (B), then as the trainable tensors
