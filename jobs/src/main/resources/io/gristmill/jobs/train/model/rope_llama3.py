# Long wavelengths times the factor, short ones unchanged, a mixture in between.
inv_freq = torch.reciprocal(theta_powers)  # (R / 2)
wavelength = torch.reciprocal(inv_freq) * {{two_pi}}  # (R / 2)
scaled = torch.where(wavelength > {{low_freq_wavelength}}, inv_freq / {{rope_factor}}, inv_freq)  # (R / 2)
smooth = (torch.reciprocal(wavelength) * {{original_max_positions}} - {{low_freq_factor}}) / {{freq_factor_range}}  # (R / 2)
mixture = (-smooth + 1) * scaled / {{rope_factor}} + smooth * scaled  # (R / 2)
medium = (wavelength >= {{high_freq_wavelength}}) & (wavelength <= {{low_freq_wavelength}})  # (R / 2)
inv_freq = torch.where(medium, mixture, scaled)  # (R / 2)
