q = self.norm(q, {{self_attn.q_norm.weight}})  # (B, H, T, hs)
k = self.norm(k, {{self_attn.k_norm.weight}})  # (B, K, T, hs)
