package io.gristmill.jobs.train.generation;

import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.generation.GenerationOutput.FinishReason;
import io.gristmill.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A prompt with the tokens generated after it. */
final class GeneratedSequence {

  private final int promptLength;
  private final List<Integer> eosTokens;
  private final StopStrings stopStrings;
  private final RandomStream random;
  private final int maxNewTokens;
  private final FinishReason reasonWhenFull;
  private int[] tokens;
  private int length;
  private @Nullable FinishReason finishReason;
  private @Nullable String text;

  /**
   * @param maxPositions maximum number of tokens of prompt and answer together
   */
  GeneratedSequence(
      TokenPrompt prompt,
      List<Integer> eosTokens,
      StopStrings stopStrings,
      GenerationConfig config,
      int maxPositions) {
    this.promptLength = prompt.tokens().length;
    this.eosTokens = eosTokens;
    this.stopStrings = stopStrings;
    this.random = RandomStream.of(config.seed(), "sample", prompt.id());
    this.maxNewTokens =
        Math.max(0, Math.min(config.maxNewTokens(), maxPositions - this.promptLength));
    this.reasonWhenFull =
        maxNewTokens < config.maxNewTokens()
            ? FinishReason.MAX_POSITIONS
            : FinishReason.MAX_NEW_TOKENS;
    this.tokens = Arrays.copyOf(prompt.tokens(), this.promptLength + maxNewTokens);
    this.length = this.promptLength;
    this.finishReason = maxNewTokens == 0 ? reasonWhenFull : null;
  }

  boolean isFinished() {
    return finishReason != null;
  }

  /** The number of tokens of the prompt and of the answer so far. */
  int length() {
    return length;
  }

  int remainingTokens() {
    return promptLength + maxNewTokens - length;
  }

  /** The next random number in [0, 1); each token uses one. */
  double nextRandom() {
    return random.nextDouble();
  }

  void copyTo(long[] ids, int from) {
    for (int i = 0; i < length; i++) {
      ids[from + i] = tokens[i];
    }
  }

  /** Appends tokens up to the one that finishes the answer. */
  void append(long[] next, int from, int count) {
    for (int i = from; i < from + count && finishReason == null; i++) {
      int token = Math.toIntExact(next[i]);
      if (eosTokens.contains(token)) {
        finishReason = FinishReason.EOS_TOKEN;
      } else {
        tokens[length++] = token;
        finishReason = length == tokens.length ? reasonWhenFull : null;
      }
    }
    stopStrings
        .truncate(generatedTokens())
        .ifPresent(
            truncated -> {
              length = promptLength + truncated.numTokens();
              text = truncated.text();
              finishReason = FinishReason.STOP_STRING;
            });
  }

  private int[] generatedTokens() {
    return Arrays.copyOfRange(tokens, promptLength, length);
  }

  GenerationOutput toOutput(@Nullable Tokenizer tokenizer) {
    String output = text == null && tokenizer != null ? tokenizer.decode(generatedTokens()) : text;
    return new GenerationOutput(generatedTokens(), output, Objects.requireNonNull(finishReason));
  }
}
