package io.gristmill.jobs.train.model;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Everything of {@code config.json} that decides what a model computes.
 *
 * @param sizes numbers of things
 * @param biases which linear maps add a vector
 * @param rope rotary positions; null where positions are learned
 * @param slidingWindows for each layer how many tokens back it sees, itself included; 0 is all
 * @param activation function between the two maps of a feed-forward layer
 * @param tieWordEmbeddings whether the head is the embedding
 * @param normEpsilon added to variances
 * @param dropout shares of elements set to 0 in training
 * @param initializerRange standard deviation of fresh weights
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
   * @param hiddenSize of the residual stream
   * @param headDim of one attention head
   * @param intermediateSize width of the feed-forward layers
   * @param maxPositionEmbeddings most tokens of a sequence
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

  /** Biases of queries, keys and values; of the attention's output; of the feed-forward maps. */
  public record Biases(boolean qkv, boolean attentionOutput, boolean mlp) {}

  /** Dropout after the embedding, on attention weights, before each residual sum. */
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

  public boolean hasLearnedPositions() {
    return rope == null;
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
