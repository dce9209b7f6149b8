# Gradients of the layers without checkpointing: autograd keeps the activations of all layers.


# [output of the last layer]
def forward_for_gradients(
    self, p: List[Tensor], input_ids: Tensor, position_ids: Tensor, segment_ids: Tensor, seed: int
) -> List[Tensor]:
    h = self.forward_layers(p, input_ids, position_ids, segment_ids, seed, True)  # (B, T, D)
    return [h]  # 1 x (B, T, D)


# From the gradient of the head's input (hidden) back to that of each trainable tensor. grad_head:
# gradient of the head's weight, or (0) with LoRA. hidden_states is unused here.
def backward_layers(
    self, hidden: Tensor, grad_hidden: Tensor, grad_head: Tensor, p: List[Tensor],
    hidden_states: List[Tensor], input_ids: Tensor, position_ids: Tensor, segment_ids: Tensor,
    seed: int
) -> List[Tensor]:
    trainable = p[{{first_trainable}}:]
    grad_outputs = annotate(List[Optional[Tensor]], [grad_hidden])  # 1 x (N, D)
    all_grads = torch.grad([hidden], trainable, grad_outputs, None, False, True)  # as trainable
    grads = annotate(List[Tensor], [])
    for i in range(len(all_grads)):
        grad = all_grads[i]  # as trainable[i], or None if hidden does not depend on it
        if grad is not None:
            grads.append(grad.contiguous())
        else:
            grads.append(torch.zeros_like(trainable[i]))
    if not {{lora}}:
        grads[{{lm_head_index}}].add_(grad_head)  # (V, D)
    return grads  # as trainable
