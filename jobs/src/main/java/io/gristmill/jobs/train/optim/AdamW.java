package io.gristmill.jobs.train.optim;

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
 * AdamW over weights in place, by PyTorch's fused kernel. Matrices decay; vectors (biases, norms)
 * do not.
 */
public final class AdamW implements AutoCloseable {

  private static final String SOURCE =
      """
      class AdamW(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def clip(self: __torch__.AdamW, g: List[Tensor], most: Tensor) -> Tensor:
          _0 = torch.set_grad_enabled(False)
          norm = torch.norm(torch.stack(torch._foreach_norm(g, 2)), 2)
          if torch.gt(float(most), 0.0):
            share = torch.clamp(torch.div(float(most), torch.add(norm, 1e-06)), None, 1.0)
            torch._foreach_mul_(g, share)
          return norm
        def add(self: __torch__.AdamW, g: List[Tensor], more: List[Tensor]) -> Tensor:
          _0 = torch.set_grad_enabled(False)
          torch._foreach_add_(g, more)
          return g[0]
        def update(self: __torch__.AdamW, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor], step: Tensor, lr: Tensor, beta1: Tensor, beta2: Tensor, epsilon: Tensor, decay: Tensor) -> Tensor:
          _0 = torch.set_grad_enabled(False)
          steps = annotate(List[Tensor], [])
          one = torch.to(step, 6)
          for i in range(torch.len(p)):
            _1 = torch.append(steps, one)
          none = annotate(List[Tensor], [])
          torch._fused_adamw_(p, g, m, v, none, steps, lr=float(lr), beta1=float(beta1), beta2=float(beta2), weight_decay=float(decay), eps=float(epsilon), amsgrad=False, maximize=False)
          return one
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
   * What an optimiser remembers.
   *
   * @param steps taken
   * @param firstMoments of gradients, in the order of the weights
   * @param secondMoments means of their squares
   */
  public record State(long steps, List<Tensor> firstMoments, List<Tensor> secondMoments) {

    public State {
      firstMoments = List.copyOf(firstMoments);
      secondMoments = List.copyOf(secondMoments);
    }

    /**
     * That before the first step.
     *
     * @param scope gets it: twice the size of the weights
     */
    public static State initial(Scope scope, List<Tensor> weights) {
      return new State(0, zeros(scope, weights), zeros(scope, weights));
    }
  }

  /**
   * Begins with an empty state.
   *
   * @param scope gets the state: twice the size of the weights
   * @param weights are changed by every step; owned by the caller
   */
  public AdamW(Backend backend, Scope scope, AdamWConfig config, List<Tensor> weights) {
    this(backend, config, weights, State.initial(scope, weights));
  }

  /**
   * Goes on from a state.
   *
   * @param weights are changed by every step; owned by the caller
   * @param state its tensors are changed likewise, and are the caller's too
   */
  public AdamW(Backend backend, AdamWConfig config, List<Tensor> weights, State state) {
    Require.that(
        state.firstMoments().size() == weights.size()
            && state.secondMoments().size() == weights.size(),
        "%d weights, but means of %d and squares of %d",
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

  /**
   * One step down the gradients, which are shortened in place where they are too long.
   *
   * @param scope for what is needed in between
   * @return their norm over all weights before that
   */
  public double step(Scope scope, List<Tensor> gradients, double learningRate) {
    Require.that(
        gradients.size() == weights.size(),
        "%d gradients for %d weights",
        gradients.size(),
        weights.size());
    double norm =
        program
            .run(scope, "clip", Argument.of(gradients), scope.number(config.maxGradNorm()))
            .get(0)
            .scalar();
    steps++;
    update(scope, gradients, decayed, learningRate, config.weightDecay());
    update(scope, gradients, notDecayed, learningRate, 0);
    return norm;
  }

  /** Adds gradients of a further micro-batch to those before. */
  public void accumulate(Scope scope, List<Tensor> gradients, List<Tensor> more) {
    program.run(scope, "add", Argument.of(gradients), Argument.of(more));
  }

  private void update(
      Scope scope, List<Tensor> gradients, List<Integer> indices, double rate, double decay) {
    if (indices.isEmpty()) {
      return;
    }
    program.run(
        scope,
        "update",
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
    indices.forEach(place -> selected.add(tensors.get(place)));
    return Argument.of(selected);
  }

  /** Steps taken. */
  public long steps() {
    return steps;
  }

  /** Running means of the gradients, in the order of the weights. */
  public List<Tensor> firstMoments() {
    return firstMoments;
  }

  /** Running means of their squares. */
  public List<Tensor> secondMoments() {
    return secondMoments;
  }

  @Override
  public void close() {
    program.close();
  }
}
