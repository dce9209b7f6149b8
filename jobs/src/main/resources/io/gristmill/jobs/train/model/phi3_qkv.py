qkv = {{self_attn.qkv_proj(x)}}  # (B, T, (H + 2 K) * hs)
q, k, v = torch.split_with_sizes(qkv, [{{H}} * {{hs}}, {{K}} * {{hs}}, {{K}} * {{hs}}], 2)  # (B, T, H * hs), 2 x (B, T, K * hs)
