q = {{self_attn.q_proj(x)}}  # (B, T, H * hs)
k = {{self_attn.k_proj(x)}}  # (B, T, K * hs)
v = {{self_attn.v_proj(x)}}  # (B, T, K * hs)
