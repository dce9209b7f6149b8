# Gradients of the layers with all activations kept: autograd records the whole forward pass.


# The parameters, the trainable ones as leaves of the graph.
def require_gradients(self, p: List[Tensor]) -> List[Tensor]:
    leaves = annotate(List[Tensor], [])
    for i in range(len(p)):
        if i >= {{first_trainable}}:
            leaves.append(p[i].detach().requires_grad_(True))
        else:
            leaves.append(p[i])
    return leaves  # as p


# Residual streams, of which backward_layers needs the last.
def forward_for_gradients(
    self, p: List[Tensor], input_ids: Tensor, position_ids: Tensor, segment_ids: Tensor, seed: int
) -> List[Tensor]:
    return [self.forward_layers(p, input_ids, position_ids, segment_ids, seed, True)]  # 1 x (B, T, D)


# From the gradient of the hidden states of the head to that of each trainable tensor.
def backward_layers(
    self, hidden: Tensor, grad_hidden: Tensor, grad_head: Tensor, p: List[Tensor],
    hs: List[Tensor], input_ids: Tensor, position_ids: Tensor, segment_ids: Tensor, seed: int
) -> List[Tensor]:
    trainable = p[{{first_trainable}}:]
    grad_outputs = annotate(List[Optional[Tensor]], [grad_hidden])  # 1 x (N, D)
    found = torch.grad([hidden], trainable, grad_outputs, None, False, True)  # as trainable, or None
    grads = annotate(List[Tensor], [])
    for i in range(len(found)):
        grad = found[i]  # as trainable[i], or None
        if grad is not None:
            grads.append(grad.contiguous())
        else:
            grads.append(torch.zeros_like(trainable[i]))
    if not {{lora}}:
        grads[{{lm_head_index}}].add_(grad_head)  # (V, D)
    return grads  # as trainable
