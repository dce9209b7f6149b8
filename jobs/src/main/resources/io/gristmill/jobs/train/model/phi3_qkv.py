qkv = {{self_attn.qkv_proj(x)}}  # (B, T, (H + 2 K) * hs)
sizes = [{{H}} * {{hs}}, {{K}} * {{hs}}, {{K}} * {{hs}}]
q, k, v = torch.split_with_sizes(qkv, sizes, 2)  # (B, T, H * hs), 2 x (B, T, K * hs)
