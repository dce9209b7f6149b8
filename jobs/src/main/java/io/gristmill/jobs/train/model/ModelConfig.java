package io.gristmill.jobs.train.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything of {@code config.json} that decides what a model computes.
 *
 * @param sizes numbers of things
 * @param biases which linear maps add a vector
 * @param rope rotary positions; null where positions are learned
 * @param windows for each layer how many tokens back it sees, itself included; 0 is all
 * @param activation function between the two maps of a feed-forward layer
 * @param tied whether the head is the embedding
 * @param epsilon added to variances
 * @param dropout shares of elements set to 0 in training
 * @param initialRange standard deviation of fresh weights
 */
public record ModelConfig(
    Family family,
    Sizes sizes,
    Biases biases,
    @Nullable Rope rope,
    List<Integer> windows,
    Activation activation,
    boolean tied,
    double epsilon,
    Dropout dropout,
    double initialRange) {

  public ModelConfig {
    windows = List.copyOf(windows);
  }

  /**
   * @param width of the residual stream
   * @param headWidth of one attention head
   * @param inner width of the feed-forward layers
   * @param context most tokens of a sequence
   */
  public record Sizes(
      int vocabulary,
      int width,
      int layers,
      int heads,
      int keyValueHeads,
      int headWidth,
      int inner,
      int context) {}

  /** Biases of queries, keys and values; of the attention's output; of the feed-forward maps. */
  public record Biases(boolean attention, boolean output, boolean feedForward) {}

  /** Dropout after the embedding, on attention weights, before each residual sum. */
  public record Dropout(double embedding, double attention, double residual) {
    public static final Dropout NONE = new Dropout(0, 0, 0);
  }

  /** Activations by what they are in TorchScript, of {@code x}. */
  public enum Activation {
    SILU("torch.silu(x)"),
    GELU("torch.gelu(x)"),
    GELU_TANH("torch.gelu(x, approximate=\"tanh\")"),
    RELU("torch.relu(x)");

    private final String script;

    Activation(String script) {
      this.script = script;
    }

    String script() {
      return script;
    }
  }

  public boolean learnedPositions() {
    return rope == null;
  }

  public ModelConfig withDropout(Dropout changed) {
    return new ModelConfig(
        family, sizes, biases, rope, windows, activation, tied, epsilon, changed, initialRange);
  }
}
