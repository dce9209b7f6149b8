package io.gristmill.jobs.train.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The settings of {@code config.json} that determine the computation of a model.
 *
 * @param rope rotary positions; null if positions are learned
 * @param slidingWindows for each layer the number of tokens that a query attends to, itself
 *     included; 0 for all before it
 * @param tieWordEmbeddings whether the language model head shares the weight of the token embedding
 * @param normEpsilon added to the variance in norms
 * @param initializerRange standard deviation of initial weights
 */
public record TransformerConfig(
    Family family,
    Sizes sizes,
    Biases biases,
    @Nullable Rope rope,
    List<Integer> slidingWindows,
    Activation activation,
    boolean tieWordEmbeddings,
    double normEpsilon,
    Dropout dropout,
    double initializerRange) {

  public TransformerConfig {
    slidingWindows = List.copyOf(slidingWindows);
  }

  /**
   * The sizes under their names in {@code config.json}.
   *
   * @param intermediateSize hidden size of the MLP
   * @param maxPositionEmbeddings maximum number of tokens of a sequence
   */
  public record Sizes(
      int vocabSize,
      int hiddenSize,
      int numHiddenLayers,
      int numAttentionHeads,
      int numKeyValueHeads,
      int headDim,
      int intermediateSize,
      int maxPositionEmbeddings) {}

  /**
   * Whether the q, k and v projections, the attention's output projection and the MLP have biases.
   */
  public record Biases(boolean qkv, boolean attentionOutput, boolean mlp) {}

  /**
   * Dropout probabilities after the embedding, on attention weights, and before each residual sum.
   */
  public record Dropout(double embedding, double attention, double residual) {
    public static final Dropout NONE = new Dropout(0, 0, 0);
  }

  /** Activation functions of the MLP. */
  public enum Activation {
    SILU("torch.silu(%s)"),
    GELU("torch.gelu(%s)"),
    GELU_TANH("torch.gelu(%s, approximate=\"tanh\")"),
    RELU("torch.relu(%s)");

    private final String script;

    Activation(String script) {
      this.script = script;
    }

    /** Source of the function's result, where {@code x} is the source of its argument. */
    String script(String x) {
      return String.format(Locale.ROOT, script, x);
    }
  }

  public TransformerConfig withDropout(Dropout newDropout) {
    return new TransformerConfig(
        family,
        sizes,
        biases,
        rope,
        slidingWindows,
        activation,
        tieWordEmbeddings,
        normEpsilon,
        newDropout,
        initializerRange);
  }
}
