inv_freq = torch.reciprocal(theta_powers) / {{rope_factor}}  # (R / 2)
