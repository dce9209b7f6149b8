package io.gristmill.jobs.train.generation;

import io.gristmill.jobs.tokenizer.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Texts that end an answer. */
final class StopStrings {

  /** Nothing ends an answer. */
  static final StopStrings NONE = new StopStrings(tokens -> "", List.of());

  private final Function<int[], String> decode;
  private final List<String> stopStrings;

  StopStrings(Tokenizer tokenizer, List<String> stops) {
    this(tokenizer::decode, stops);
  }

  StopStrings(Function<int[], String> decode, List<String> stops) {
    this.decode = decode;
    this.stopStrings = stops;
  }

  /**
   * What stays of an answer before a stop string.
   *
   * @param numTokens how many lie wholly before it
   */
  record Truncated(int numTokens, String text) {}

  /** The answer up to the first stop string in it, if there is one. */
  Optional<Truncated> truncate(int[] tokens) {
    if (stopStrings.isEmpty()) {
      return Optional.empty();
    }
    String text = decode.apply(tokens);
    int at = stopStrings.stream().mapToInt(text::indexOf).filter(i -> i >= 0).min().orElse(-1);
    return at < 0 ? Optional.empty() : Optional.of(truncateTo(tokens, text.substring(0, at)));
  }

  private Truncated truncateTo(int[] tokens, String text) {
    int kept = tokens.length;
    while (kept > 0 && !text.startsWith(decode.apply(Arrays.copyOf(tokens, kept)))) {
      kept--;
    }
    return new Truncated(kept, text);
  }
}
