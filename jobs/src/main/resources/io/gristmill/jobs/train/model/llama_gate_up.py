gate = {{mlp.gate_proj(x)}}  # (B, T, F)
up = {{mlp.up_proj(x)}}  # (B, T, F)
