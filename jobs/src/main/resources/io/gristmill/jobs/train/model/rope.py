# Cosines and sines of rotary positions (Su et al. 2021), by the float32 operations of transformers
# in their order, so that long contexts get the same angles.


def rotary_embedding(self, position_ids: Tensor) -> List[Tensor]:
    even = torch.arange(0, {{R}}, 2, dtype={{int64}}, device=position_ids.device)  # (R / 2)
    theta_powers = torch.pow({{rope_theta}}, even.to({{float32}}) / {{R}})  # (R / 2)
    {{inverse_frequencies}}
    angles = position_ids.to({{float32}}).unsqueeze(-1) * inv_freq  # (B or 1, T, R / 2)
    angles = torch.cat([angles, angles], -1).unsqueeze(1)  # (B or 1, 1, T, R)
    cos = torch.cos(angles)  # (B or 1, 1, T, R)
    sin = torch.sin(angles)  # (B or 1, 1, T, R)
    return [{{rope_scaled(cos)}}, {{rope_scaled(sin)}}]  # 2 x (B or 1, 1, T, R)
