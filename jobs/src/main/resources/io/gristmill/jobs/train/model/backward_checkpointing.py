# Gradients of the layers with gradient checkpointing: the forward pass keeps only the input of each
# layer, and the backward pass recomputes one layer after the other.


# The input of each layer, then the output of the last one.
def forward_for_gradients(
    self, p: List[Tensor], input_ids: Tensor, position_ids: Tensor, segment_ids: Tensor, seed: int
) -> List[Tensor]:
    torch.set_grad_enabled(False)
    cos_sin = self.rotary_embedding(position_ids)  # 2 x (B or 1, 1, T, R)
    masks = self.attention_masks(input_ids, segment_ids)  # each (B or 1, 1, T, T) or (B, 0)
    h = self.forward_embedding(p, input_ids, position_ids, seed, True)  # (B, T, D)
    hidden_states = [h]  # 1 x (B, T, D)
    for i in range({{num_layers}}):
        h = self.forward_layer(h, p, i, masks, cos_sin, seed, True)  # (B, T, D)
        hidden_states.append(h)
    torch.set_grad_enabled(True)
    hidden_states[{{num_layers}}].requires_grad_(True)  # (B, T, D)
    return hidden_states  # (num_layers + 1) x (B, T, D)


# One step of the chain rule, from the gradient of y back to that of h, from which y was computed.
# Gradients of trainable tensors are added to grads, whose elements are empty at first.
def backward_step(
    self, y: Tensor, grad_y: Tensor, h: Tensor, trainable: List[Tensor], grads: List[Tensor]
) -> Tensor:
    grad_outputs = annotate(List[Optional[Tensor]], [grad_y])  # 1 x as y
    all_grads = torch.grad([y], [h] + trainable, grad_outputs, None, False, True)  # as h, trainable
    for i in range(len(trainable)):
        grad = all_grads[i + 1]  # as trainable[i], or None if y does not depend on it
        if grad is not None:
            if grads[i].numel() == 0:
                grads[i] = grad.contiguous()  # as trainable[i]
            else:
                grads[i] = grads[i] + grad  # as trainable[i]
    grad_h = all_grads[0]  # (B, T, D), or None
    if grad_h is not None:
        result = grad_h  # (B, T, D)
    else:
        result = grad_y  # (B, T, D)
    return result  # (B, T, D)


# From the gradient of the head's input (hidden) back to that of each trainable tensor. grad_head:
# gradient of the head's weight, or (0) with LoRA. hidden_states: result of forward_for_gradients.
def backward_layers(
    self, hidden: Tensor, grad_hidden: Tensor, grad_head: Tensor, p: List[Tensor],
    hidden_states: List[Tensor], input_ids: Tensor, position_ids: Tensor, segment_ids: Tensor,
    seed: int
) -> List[Tensor]:
    trainable = p[{{first_trainable}}:]
    grads = annotate(List[Tensor], [])
    empty = torch.zeros([0], dtype={{float32}}, device=input_ids.device)  # (0)
    for i in range(len(trainable)):
        grads.append(empty)
    cos_sin = self.rotary_embedding(position_ids)  # 2 x (B or 1, 1, T, R)
    masks = self.attention_masks(input_ids, segment_ids)  # each (B or 1, 1, T, T) or (B, 0)
    last_h = hidden_states[{{num_layers}}]  # (B, T, D)
    grad_h = self.backward_step(hidden, grad_hidden, last_h, trainable, grads)  # (B, T, D)
    for k in range({{num_layers}}):
        i = {{num_layers}} - 1 - k
        hidden_states.pop()
        h = hidden_states[i].requires_grad_(True)  # (B, T, D)
        y = self.forward_layer(h, p, i, masks, cos_sin, seed, True)  # (B, T, D)
        grad_h = self.backward_step(y, grad_h, h, trainable, grads)  # (B, T, D)
    if not {{lora}}:
        # With LoRA the embedding is not trained.
        y = self.forward_embedding(p, input_ids, position_ids, seed, True)  # (B, T, D)
        self.backward_step(y, grad_h, hidden_states[0], trainable, grads)
    for i in range(len(trainable)):
        if grads[i].numel() == 0:
            grads[i] = torch.zeros_like(trainable[i])  # as trainable[i]
    if not {{lora}}:
        grads[{{lm_head_index}}].add_(grad_head)  # (V, D)
    return grads  # as trainable
