# The language model head at the positions that have a label, forward and backward. The logits
# (N, V) are the largest tensor of training. Autograd would keep several tensors of that size; the
# explicit backward pass keeps one: it reads the logits in chunks of some MB and writes their
# gradient over them.


# Position t predicts label t + 1; -100 means no label. Returns the normed hidden states, the labels
# and their indices among the B * (T - 1) predictions.
def select_labels(
    self, p: List[Tensor], h: Tensor, labels: Tensor
) -> Tuple[Tensor, Tensor, Tensor]:
    T = h.size(1)
    hidden = h.narrow(1, 0, T - 1).reshape([-1, {{hidden_size}}])  # (B * (T - 1), D)
    next_labels = labels.narrow(1, 1, T - 1).reshape([-1])  # (B * (T - 1))
    index = torch.nonzero(next_labels != -100).squeeze(1)  # (N)
    hidden = self.final_norm(p, hidden.index_select(0, index))  # (N, D)
    return hidden, next_labels.index_select(0, index), index  # (N, D), (N), (N)


# The head's weight in the type of matrix products, converted once for the forward and the backward
# pass. linear() converts a weight too: logits() in decoder.py passes it the stored one, with the
# same result.
def head_weight(self, p: List[Tensor]) -> Tensor:
    return {{downcast({{lm_head.weight}})}}  # (V, D)


# The number of rows of logits per chunk: on a CPU as many as fit into its cache.
def rows_per_chunk(self, logits: Tensor) -> int:
    if logits.is_cuda:
        elements = {{chunk_elements_gpu}}
    else:
        elements = {{chunk_elements_cpu}}
    return elements // logits.size(1) + 1


# The log-probability of each label, the log-sum-exp of its logits, and whether it is the most
# probable token (1 or 0).
def label_log_probs(self, logits: Tensor, labels: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
    N = logits.size(0)
    rows = self.rows_per_chunk(logits)
    log_probs = torch.zeros([N], dtype={{softmax_dtype}}, device=logits.device)  # (N)
    log_sum_exp = torch.zeros_like(log_probs)  # (N)
    correct = torch.zeros_like(labels)  # (N)
    for i in range((N + rows - 1) // rows):
        start = i * rows
        end = start + rows
        x = logits[start:end].to({{softmax_dtype}})  # (rows, V)
        label = labels[start:end].unsqueeze(1)  # (rows, 1)
        log_prob = torch.log_softmax(x, 1, None).gather(1, label)  # (rows, 1)
        log_probs[start:end].copy_(log_prob.squeeze(1))  # (rows)
        # logit - log p = log-sum-exp
        log_sum_exp[start:end].copy_((x.gather(1, label) - log_prob).squeeze(1))  # (rows)
        correct[start:end].copy_((x.argmax(1, True) == label).squeeze(1))  # (rows)
    return log_probs, log_sum_exp, correct  # 3 x (N)


# The gradient of sum(grad_log_probs * log_probs), written over the logits:
# d log p(label) / d logits = one_hot(label) - softmax(logits).
def grad_logits(
    self, logits: Tensor, labels: Tensor, log_sum_exp: Tensor, grad_log_probs: Tensor
) -> Tensor:
    N = logits.size(0)
    rows = self.rows_per_chunk(logits)
    for i in range((N + rows - 1) // rows):
        start = i * rows
        end = start + rows
        x = logits[start:end]  # (rows, V)
        label = labels[start:end].unsqueeze(1)  # (rows, 1)
        grad = grad_log_probs[start:end].unsqueeze(1)  # (rows, 1)
        row_log_sum_exp = log_sum_exp[start:end].unsqueeze(1)  # (rows, 1)
        probs = torch.exp_(x.to({{softmax_dtype}}) - row_log_sum_exp)  # (rows, V)
        x.copy_(probs.mul_(-grad).scatter_add_(1, label, grad))  # (rows, V)
    return logits  # (N, V)


# The gradients of the hidden states and of the head's weight. With LoRA the head is frozen and its
# gradient is empty.
def backward_head(
    self, weight: Tensor, hidden: Tensor, grad_logits: Tensor
) -> Tuple[Tensor, Tensor]:
    grad_hidden = torch.matmul(grad_logits, weight).to(hidden.dtype)  # (N, D)
    if {{lora}}:
        grad_weight = torch.zeros([0], dtype={{float32}}, device=hidden.device)  # (0)
    else:
        grad_weight = torch.matmul(grad_logits.t(), hidden.to(grad_logits.dtype))  # (V, D)
    return grad_hidden, grad_weight  # (N, D), (V, D) or with LoRA (0)


def sum_by_index(self, h: Tensor, sequence: Tensor, values: Tensor) -> Tensor:
    zeros = torch.zeros([h.size(0)], dtype=values.dtype, device=h.device)  # (B)
    return torch.index_add(zeros, 0, sequence, values)  # (B)


# Sums over the labels of each sequence: of log-probabilities, of ones, of correct predictions.
def sum_by_sequence(
    self, h: Tensor, index: Tensor, log_probs: Tensor, correct: Tensor
) -> Tuple[Tensor, Tensor, Tensor]:
    sequence = torch.div(index, h.size(1) - 1, rounding_mode="floor")  # (N)
    sums = self.sum_by_index(h, sequence, log_probs)  # (B)
    counts = self.sum_by_index(h, sequence, torch.ones_like(index))  # (B)
    return sums, counts, self.sum_by_index(h, sequence, correct)  # 3 x (B)
