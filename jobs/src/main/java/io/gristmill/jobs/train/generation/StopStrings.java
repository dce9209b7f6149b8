package io.gristmill.jobs.train.generation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the strings that end an answer. */
record StopStrings(Function<int[], String> decode, List<String> stopStrings) {

  static final StopStrings NONE = new StopStrings(tokens -> "", List.of());

  /**
   * An answer truncated before a stop string.
   *
   * @param numTokens number of tokens that lie wholly before the stop string
   * @param text text up to the stop string
   */
  record Truncated(int numTokens, String text) {}

  /** Truncates an answer before the first stop string in it; empty if it contains none. */
  Optional<Truncated> truncate(int[] tokens) {
    if (stopStrings.isEmpty()) {
      return Optional.empty();
    }
    String text = decode.apply(tokens);
    int index = stopStrings.stream().mapToInt(text::indexOf).filter(i -> i >= 0).min().orElse(-1);
    return index < 0 ? Optional.empty() : Optional.of(truncateTo(tokens, text.substring(0, index)));
  }

  private Truncated truncateTo(int[] tokens, String text) {
    int kept = tokens.length;
    while (kept > 0 && !text.startsWith(decode.apply(Arrays.copyOf(tokens, kept)))) {
      kept--;
    }
    return new Truncated(kept, text);
  }
}
