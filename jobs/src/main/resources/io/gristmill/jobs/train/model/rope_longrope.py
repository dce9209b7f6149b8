# One list of factors for sequences within the original context, one for longer sequences.
last_position = torch.amax(position_ids, [1], True)  # (B or 1, 1)
is_long = (last_position >= {{original_max_positions}}).unsqueeze(2)  # (B or 1, 1, 1)
long_factors = torch.tensor(
    [{{long_factors}}], dtype={{float32}}, device=position_ids.device
)  # (R / 2)
short_factors = torch.tensor(
    [{{short_factors}}], dtype={{float32}}, device=position_ids.device
)  # (R / 2)
factors = torch.where(is_long, long_factors, short_factors)  # (B or 1, 1, R / 2)
inv_freq = torch.reciprocal(factors * theta_powers)  # (B or 1, 1, R / 2)
