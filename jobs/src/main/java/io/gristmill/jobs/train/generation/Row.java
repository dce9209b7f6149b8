package io.gristmill.jobs.train.generation;

import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.generation.Answer.Ending;
import io.gristmill.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A prompt with what has been written after it. */
final class Row {

  private final int prompt;
  private final List<Integer> ends;
  private final StopStrings stops;
  private final RandomStream random;
  private final int most;
  private final Ending full;
  private int[] tokens;
  private int length;
  private @Nullable Ending ending;
  private @Nullable String text;

  /**
   * @param context most tokens of prompt and answer together
   */
  Row(Prompt prompt, List<Integer> ends, StopStrings stops, GenerationConfig config, int context) {
    this.prompt = prompt.tokens().length;
    this.ends = ends;
    this.stops = stops;
    this.random = RandomStream.of(config.seed(), "sample", prompt.id());
    this.most = Math.max(0, Math.min(config.most(), context - this.prompt));
    this.full = most < config.most() ? Ending.CONTEXT : Ending.LENGTH;
    this.tokens = Arrays.copyOf(prompt.tokens(), this.prompt + most);
    this.length = this.prompt;
    this.ending = most == 0 ? full : null;
  }

  boolean done() {
    return ending != null;
  }

  /** Tokens of the prompt and of the answer so far. */
  int length() {
    return length;
  }

  /** How many more tokens there may be. */
  int room() {
    return prompt + most - length;
  }

  /** The next random number, in [0, 1); of each position one. */
  double chance() {
    return random.nextDouble();
  }

  /** Copies all tokens so far. */
  void copyTo(long[] ids, int from) {
    for (int i = 0; i < length; i++) {
      ids[from + i] = tokens[i];
    }
  }

  /** Takes tokens until one of them ends the answer. */
  void take(long[] next, int from, int count) {
    for (int i = from; i < from + count && ending == null; i++) {
      int token = Math.toIntExact(next[i]);
      if (ends.contains(token)) {
        ending = Ending.TOKEN;
      } else {
        tokens[length++] = token;
        ending = length == tokens.length ? full : null;
      }
    }
    stops
        .cut(written())
        .ifPresent(
            cut -> {
              length = prompt + cut.tokens();
              text = cut.text();
              ending = Ending.STOP;
            });
  }

  private int[] written() {
    return Arrays.copyOfRange(tokens, prompt, length);
  }

  Answer answer(@Nullable Tokenizer tokenizer) {
    String said = text == null && tokenizer != null ? tokenizer.decode(written()) : text;
    return new Answer(written(), said, Objects.requireNonNull(ending));
  }
}
