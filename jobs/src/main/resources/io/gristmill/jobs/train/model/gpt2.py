# GPT-2 (Radford et al. 2019): learned positions, layer norm before attention and MLP. Its linear
# layers store their weights transposed, (in, out).


def embed(self, p: List[Tensor], input_ids: Tensor, position_ids: Tensor, train: bool) -> Tensor:
    tokens = torch.embedding({{transformer.wte.weight}}, input_ids)  # (B, T, D)
    positions = torch.embedding({{transformer.wpe.weight}}, position_ids)  # (B or 1, T, D)
    h = tokens + positions  # (B, T, D)
    return {{embedding_dropout(h)}}  # (B, T, D)


# Positions are in the embedding: nothing is rotated.
def rotary_embedding(self, position_ids: Tensor) -> List[Tensor]:
    return [position_ids, position_ids]  # unused


def norm(self, x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return torch.layer_norm(x, [{{hidden_size}}], weight, bias, {{norm_epsilon}})  # (..., D)


# One layer, for layer_with_cache in decoder.py. first: index of the layer's first tensor in p;
# adapter: index of its first LoRA matrix in p; start: number of cached tokens.
def block(
    self, h: Tensor, p: List[Tensor], first: int, adapter: int, mask: Tensor, cos: Tensor,
    sin: Tensor, cache: List[Tensor], start: int, train: bool
) -> Tensor:
    B = h.size(0)
    T = h.size(1)
    # Attention
    x = self.norm(h, {{ln_1.weight}}, {{ln_1.bias}})  # (B, T, D)
    q, k, v = torch.split({{attn.c_attn(x)}}, {{hidden_size}}, 2)  # 3 x (B, T, D)
    q = q.view([B, T, {{H}}, {{hs}}]).transpose(1, 2)  # (B, H, T, hs)
    k = k.view([B, T, {{H}}, {{hs}}]).transpose(1, 2)  # (B, H, T, hs)
    v = v.view([B, T, {{H}}, {{hs}}]).transpose(1, 2)  # (B, H, T, hs)
    k, v = self.update_cache(cache, start, k, v)  # 2 x (B, H, S, hs)
    y = self.attention(q, k, v, mask, train)  # (B, T, D)
    y = {{attn.c_proj(y)}}  # (B, T, D)
    h = h + {{residual_dropout(y)}}  # (B, T, D)
    # MLP
    x = self.norm(h, {{ln_2.weight}}, {{ln_2.bias}})  # (B, T, D)
    x = {{mlp.c_fc(x)}}  # (B, T, F)
    x = {{activation(x)}}  # (B, T, F)
    x = {{mlp.c_proj(x)}}  # (B, T, D)
    return h + {{residual_dropout(x)}}  # (B, T, D)


def final_norm(self, p: List[Tensor], h: Tensor) -> Tensor:
    return self.norm(h, {{transformer.ln_f.weight}}, {{transformer.ln_f.bias}})  # (..., D)
