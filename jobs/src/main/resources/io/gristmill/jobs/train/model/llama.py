# Llama (Touvron et al. 2023) and the families built like it: Mistral, Qwen2, Qwen3 and Phi-3.
# Rotary positions, RMS norm, grouped-query attention, gated MLP (SwiGLU). Qwen3 norms the queries
# and keys of each head; Phi-3 stores q, k and v in one weight, gate and up in another.


def embed(self, p: List[Tensor], input_ids: Tensor, position_ids: Tensor, train: bool) -> Tensor:
    h = torch.embedding({{model.embed_tokens.weight}}, input_ids)  # (B, T, D)
    return {{embedding_dropout(h)}}  # (B, T, D)


def norm(self, x: Tensor, weight: Tensor) -> Tensor:
    x = {{upcast(x)}}  # (..., D)
    variance = torch.mean(torch.pow(x, 2), [-1], True)  # (..., 1)
    return weight * (x * torch.rsqrt(variance + {{norm_epsilon}}))  # (..., D)


# The first half of the rotated elements is paired with the second half, as Hugging Face has it.
def rotate(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    left, right = torch.chunk(x, 2, -1)  # 2 x (B, H, T, R / 2)
    rotated_half = torch.cat([-right, left], -1)  # (B, H, T, R)
    return x * cos + rotated_half * sin  # (B, H, T, R)


def apply_rotary(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    if {{R}} < {{hs}}:
        rotated = self.rotate(x.narrow(3, 0, {{R}}), cos, sin)  # (B, H, T, R)
        y = torch.cat([rotated, x.narrow(3, {{R}}, {{hs}} - {{R}})], -1)  # (B, H, T, hs)
    else:
        y = self.rotate(x, cos, sin)  # (B, H, T, hs)
    return y  # (B, H, T, hs)


# One layer, for layer_with_cache in decoder.py. first: index of the layer's first tensor in p;
# adapter: index of its first LoRA matrix in p; start: number of cached tokens.
def block(
    self, h: Tensor, p: List[Tensor], first: int, adapter: int, mask: Tensor, cos: Tensor,
    sin: Tensor, cache: List[Tensor], start: int, train: bool
) -> Tensor:
    B = h.size(0)
    T = h.size(1)
    # Attention
    x = self.norm(h, {{input_layernorm.weight}})  # (B, T, D)
    {{qkv_projections}}
    q = q.reshape([B, T, {{H}}, {{hs}}]).transpose(1, 2)  # (B, H, T, hs)
    k = k.reshape([B, T, {{K}}, {{hs}}]).transpose(1, 2)  # (B, K, T, hs)
    v = v.reshape([B, T, {{K}}, {{hs}}]).transpose(1, 2)  # (B, K, T, hs)
    {{qk_norms}}
    q = self.apply_rotary(q, cos, sin)  # (B, H, T, hs)
    k = self.apply_rotary(k, cos, sin)  # (B, K, T, hs)
    k, v = self.update_cache(cache, start, k, v)  # 2 x (B, K, S, hs)
    y = self.attention(q, k, v, mask, train)  # (B, T, H * hs)
    y = {{self_attn.o_proj(y)}}  # (B, T, D)
    h = h + {{residual_dropout(y)}}  # (B, T, D)
    # MLP
    x = self.norm(h, {{post_attention_layernorm.weight}})  # (B, T, D)
    {{gate_up_projections}}
    x = {{activation(gate)}} * up  # (B, T, F)
    x = {{mlp.down_proj(x)}}  # (B, T, D)
    return h + {{residual_dropout(x)}}  # (B, T, D)


def final_norm(self, p: List[Tensor], h: Tensor) -> Tensor:
    return self.norm(h, {{model.norm.weight}})  # (..., D)
