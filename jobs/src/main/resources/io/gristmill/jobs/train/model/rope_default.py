inv_freq = torch.reciprocal(theta_powers)  # (R / 2)
