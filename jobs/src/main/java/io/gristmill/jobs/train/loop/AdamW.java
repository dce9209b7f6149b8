package io.gristmill.jobs.train.loop;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.tensor.Argument;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Program;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * AdamW with PyTorch's fused kernel, which updates weights in place. Weight decay applies to
 * matrices, but not to vectors (biases, norms).
 */
public final class AdamW implements AutoCloseable {

  private static final String SOURCE =
      """
      class AdamW(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def clip_grad_norm(self, grads: List[Tensor], max_grad_norm: Tensor) -> Tensor:
          torch.set_grad_enabled(False)
          norm = torch.norm(torch.stack(torch._foreach_norm(grads, 2)), 2)
          if float(max_grad_norm) > 0.0:
            factor = torch.clamp(torch.div(float(max_grad_norm), norm + 1e-06), None, 1.0)
            torch._foreach_mul_(grads, factor)
          return norm
        def accumulate(self, grads: List[Tensor], more_grads: List[Tensor]) -> Tensor:
          torch.set_grad_enabled(False)
          torch._foreach_add_(grads, more_grads)
          return grads[0]
        def step(self, weights: List[Tensor], grads: List[Tensor], exp_avgs: List[Tensor], exp_avg_sqs: List[Tensor], step: Tensor, lr: Tensor, beta1: Tensor, beta2: Tensor, eps: Tensor, weight_decay: Tensor) -> Tensor:
          torch.set_grad_enabled(False)
          float_step = step.to(6)
          steps = annotate(List[Tensor], [])
          for i in range(len(weights)):
            steps.append(float_step)
          max_exp_avg_sqs = annotate(List[Tensor], [])
          torch._fused_adamw_(weights, grads, exp_avgs, exp_avg_sqs, max_exp_avg_sqs, steps, lr=float(lr), beta1=float(beta1), beta2=float(beta2), weight_decay=float(weight_decay), eps=float(eps), amsgrad=False, maximize=False)
          return float_step
      """;

  private final AdamWConfig config;
  private final Program program;
  private final List<Tensor> weights;
  private final List<Tensor> firstMoments;
  private final List<Tensor> secondMoments;
  private final List<Integer> decayed;
  private final List<Integer> notDecayed;
  private long steps;

  /**
   * Optimizer state.
   *
   * @param firstMoments moving averages of the gradients, in the order of the weights
   * @param secondMoments moving averages of the squared gradients, in the same order
   */
  public record State(long steps, List<Tensor> firstMoments, List<Tensor> secondMoments) {

    public State {
      firstMoments = List.copyOf(firstMoments);
      secondMoments = List.copyOf(secondMoments);
    }

    /** The state before the first step: zeros, twice the size of the weights. */
    public static State initial(Scope scope, List<Tensor> weights) {
      return new State(0, zeros(scope, weights), zeros(scope, weights));
    }
  }

  /**
   * Creates an optimizer that continues from a state.
   *
   * @param weights updated in place by every step; owned by the caller
   * @param state likewise updated in place and owned by the caller
   */
  public AdamW(Backend backend, AdamWConfig config, List<Tensor> weights, State state) {
    Require.that(
        state.firstMoments().size() == weights.size()
            && state.secondMoments().size() == weights.size(),
        "%d weights need as many first and second moments, were %d and %d",
        weights.size(),
        state.firstMoments().size(),
        state.secondMoments().size());
    this.config = config;
    this.program = backend.compile("AdamW", SOURCE);
    this.weights = List.copyOf(weights);
    this.firstMoments = state.firstMoments();
    this.secondMoments = state.secondMoments();
    this.steps = state.steps();
    this.decayed = indices(weights, true);
    this.notDecayed = indices(weights, false);
  }

  private static List<Tensor> zeros(Scope scope, List<Tensor> like) {
    return like.stream().map(tensor -> scope.zeros(tensor.dtype(), tensor.shape())).toList();
  }

  private static List<Integer> indices(List<Tensor> weights, boolean decay) {
    return IntStream.range(0, weights.size())
        .filter(i -> weights.get(i).shape().rank() > 1 == decay)
        .boxed()
        .toList();
  }

  /** Takes a step. Clips the gradients in place and returns their norm before that. */
  public double step(Scope scope, List<Tensor> gradients, double learningRate) {
    Require.that(
        gradients.size() == weights.size(),
        "%2$d weights need as many gradients, were %1$d",
        gradients.size(),
        weights.size());
    double norm =
        program
            .run(
                scope, "clip_grad_norm", Argument.of(gradients), scope.number(config.maxGradNorm()))
            .get(0)
            .scalar();
    steps++;
    update(scope, gradients, decayed, learningRate, config.weightDecay());
    update(scope, gradients, notDecayed, learningRate, 0);
    return norm;
  }

  /** Adds the gradients of another micro-batch in place. */
  public void accumulate(Scope scope, List<Tensor> gradients, List<Tensor> moreGradients) {
    program.run(scope, "accumulate", Argument.of(gradients), Argument.of(moreGradients));
  }

  private void update(
      Scope scope, List<Tensor> gradients, List<Integer> indices, double rate, double decay) {
    if (indices.isEmpty()) {
      return;
    }
    program.run(
        scope,
        "step",
        select(weights, indices),
        select(gradients, indices),
        select(firstMoments, indices),
        select(secondMoments, indices),
        scope.integer(steps),
        scope.number(rate),
        scope.number(config.beta1()),
        scope.number(config.beta2()),
        scope.number(config.epsilon()),
        scope.number(decay));
  }

  private static Argument select(List<Tensor> tensors, List<Integer> indices) {
    List<Tensor> selected = new ArrayList<>();
    indices.forEach(index -> selected.add(tensors.get(index)));
    return Argument.of(selected);
  }

  public long steps() {
    return steps;
  }

  /** Moving averages of the gradients, in the order of the weights. */
  public List<Tensor> firstMoments() {
    return firstMoments;
  }

  /** Moving averages of the squared gradients, in the order of the weights. */
  public List<Tensor> secondMoments() {
    return secondMoments;
  }

  @Override
  public void close() {
    program.close();
  }
}
