package io.gristmill.jobs.train.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StopStringsTest {

  private static final List<String> WORDS = List.of("one", " two", ".\n", "\nthree", "끝", " 🍇");

  private static StopStrings of(String... stops) {
    return new StopStrings(
        tokens -> Arrays.stream(tokens).mapToObj(WORDS::get).collect(Collectors.joining()),
        List.of(stops));
  }

  @Test
  void textEndsBeforeTheStopStringAndTokensBeforeTheOneThatReachesIntoIt() {
    // The token ".\n" is partly answer and partly stop string.
    StopStrings.Truncated cut = of("\n\n").truncate(new int[] {0, 1, 2, 3, 4}).orElseThrow();
    assertThat(cut).isEqualTo(new StopStrings.Truncated(2, "one two."));
  }

  @Test
  void theFirstOfSeveralStopStringsEndsTheAnswer() {
    assertThat(of("끝", "\n", "two").truncate(new int[] {0, 1, 2, 3, 4}))
        .contains(new StopStrings.Truncated(1, "one "));
    assertThat(of("끝").truncate(new int[] {0, 4, 5, 4}))
        .contains(new StopStrings.Truncated(1, "one"));
    assertThat(of("🍇").truncate(new int[] {4, 5})).contains(new StopStrings.Truncated(1, "끝 "));
  }

  @Test
  void anAnswerThatBeginsWithAStopStringIsEmpty() {
    assertThat(of("one").truncate(new int[] {0, 1})).contains(new StopStrings.Truncated(0, ""));
  }

  @Test
  void answersWithoutStopStringAreNotTruncated() {
    assertThat(of("four").truncate(new int[] {0, 1})).isEmpty();
    assertThat(of().truncate(new int[] {0, 1})).isEmpty();
    assertThat(of("one").truncate(new int[0])).isEmpty();
  }
}
