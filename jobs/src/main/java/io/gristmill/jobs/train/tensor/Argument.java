package io.gristmill.jobs.train.tensor;

import io.gristmill.check.Require;
import java.util.List;

/** An argument of a method of a {@link Program}: a {@link Tensor} or a list of tensors. */
public sealed interface Argument permits Tensor, Argument.Tensors {

  static Argument of(List<Tensor> tensors) {
    return new Tensors(tensors);
  }

  /**
   * A {@code List[Tensor]}.
   *
   * @param tensors at least one, since the engine cannot pass an empty list
   */
  record Tensors(List<Tensor> tensors) implements Argument {
    public Tensors {
      tensors = List.copyOf(tensors);
      Require.that(!tensors.isEmpty(), "a list of tensors must not be empty");
    }
  }
}
