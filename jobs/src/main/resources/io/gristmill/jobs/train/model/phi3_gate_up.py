gate, up = torch.chunk({{mlp.gate_up_proj(x)}}, 2, -1)  # 2 x (B, T, F)
