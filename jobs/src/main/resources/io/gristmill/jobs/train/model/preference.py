# Losses of pairs of answers, by the formulas in PreferenceLoss.LossType.


# log_probs: log-probability of each answer, chosen answers first; counts: number of its labels;
# loss_type: code of the LossType; beta: strength of the pull towards the reference model. The last
# branch is the sigmoid loss of DPO (Rafailov et al. 2023, equation 7).
def pair_losses(
    self, log_probs: Tensor, reference_log_probs: Tensor, counts: Tensor, loss_type: int,
    beta: float, label_smoothing: float
) -> Tensor:
    log_ratios = log_probs - reference_log_probs  # (B)
    if loss_type == {{sigmoid_norm}} or loss_type == {{ipo}}:
        log_ratios = log_ratios / torch.clamp(counts, 1)  # (B), means over tokens
    chosen, rejected = torch.chunk(log_ratios, 2, 0)  # 2 x (B / 2)
    margin = chosen - rejected  # (B / 2)
    if loss_type == {{hinge}}:
        losses = torch.relu(-(margin * beta) + 1.0)  # (B / 2)
    elif loss_type == {{ipo}}:
        losses = torch.pow(margin - 1.0 / (2.0 * beta), 2)  # (B / 2)
    else:
        losses = torch.log_sigmoid(margin * beta) * (label_smoothing - 1.0)  # (B / 2)
        if label_smoothing > 0.0:
            flipped = torch.log_sigmoid(margin * -beta) * label_smoothing  # (B / 2)
            losses = losses - flipped  # (B / 2)
    return losses  # (B / 2)
