# LoRA (Hu et al. 2021) as peft has it: y = x W^T + scaling * (dropout(x) A^T) B^T, where A is
# (r, in) and B is (out, r). If p ends before the adapters, the base model is computed.


# adapter: the index of A in p; B follows it.
def lora_linear(
    self, x: Tensor, weight: Tensor, bias: Optional[Tensor], p: List[Tensor], adapter: int,
    train: bool
) -> Tensor:
    y = self.linear(x, weight, bias)  # (..., out)
    if len(p) > {{num_parameters}}:
        low_rank = self.linear({{lora_dropout(x)}}, p[adapter], None)  # (..., r)
        y = y + self.linear(low_rank, p[adapter + 1], None) * {{lora_scaling}}  # (..., out)
    return y  # (..., out)


# W + scaling * B A of each adapted linear layer, layer by layer.
def merged_weights(self, p: List[Tensor]) -> List[Tensor]:
    torch.set_grad_enabled(False)
    index_in_layer = [{{adapted_weights}}]
    merged = annotate(List[Tensor], [])
    for layer in range({{num_layers}}):
        for k in range({{adapted_per_layer}}):
            first = {{num_embedding_tensors}} + layer * {{tensors_per_layer}}
            weight = p[first + index_in_layer[k]]  # (out, in), GPT-2: (in, out)
            adapter = {{num_parameters}} + 2 * (layer * {{adapted_per_layer}} + k)
            delta = torch.matmul(p[adapter + 1], p[adapter]) * {{lora_scaling}}  # (out, in)
            if {{transposed_weights}}:
                delta = delta.t()  # (in, out)
            merged.append(weight + delta)
    return merged  # as the weights
