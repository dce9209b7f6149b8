package io.gristmill.jobs.train.generation;

import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.generation.GenerationOutput.FinishReason;
import io.gristmill.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A prompt with what has been written after it. */
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
   * @param context most tokens of prompt and answer together
   */
  GeneratedSequence(
      TokenPrompt prompt,
      List<Integer> ends,
      StopStrings stops,
      GenerationConfig config,
      int context) {
    this.promptLength = prompt.tokens().length;
    this.eosTokens = ends;
    this.stopStrings = stops;
    this.random = RandomStream.of(config.seed(), "sample", prompt.id());
    this.maxNewTokens = Math.max(0, Math.min(config.maxNewTokens(), context - this.promptLength));
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

  /** Tokens of the prompt and of the answer so far. */
  int length() {
    return length;
  }

  /** How many more tokens there may be. */
  int remainingTokens() {
    return promptLength + maxNewTokens - length;
  }

  /** The next random number, in [0, 1); of each position one. */
  double nextRandom() {
    return random.nextDouble();
  }

  /** Copies all tokens so far. */
  void copyTo(long[] ids, int from) {
    for (int i = 0; i < length; i++) {
      ids[from + i] = tokens[i];
    }
  }

  /** Takes tokens until one of them ends the answer. */
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
            cut -> {
              length = promptLength + cut.numTokens();
              text = cut.text();
              finishReason = FinishReason.STOP_STRING;
            });
  }

  private int[] generatedTokens() {
    return Arrays.copyOfRange(tokens, promptLength, length);
  }

  GenerationOutput toOutput(@Nullable Tokenizer tokenizer) {
    String said = text == null && tokenizer != null ? tokenizer.decode(generatedTokens()) : text;
    return new GenerationOutput(generatedTokens(), said, Objects.requireNonNull(finishReason));
  }
}
