package io.gristmill.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jinja.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class AssistantMaskTest {

  /** Tokens of {@code ab cd😀.}: "ab", the space in no token, "cd", three for the emoji, ".". */
  private static final int[] STARTS = {0, 3, 5, 5, 5, 6};

  private static final int[] ENDS = {2, 5, 6, 6, 6, 7};

  @Test
  void theTokensOfASpanAreMarked() {
    assertThat(AssistantMask.of(List.of(new Span(3, 5)), STARTS, ENDS)).hasToString("{1}");
  }

  @Test
  void aTokenThatIsPartlyInASpanIsMarked() {
    assertThat(AssistantMask.of(List.of(new Span(4, 5)), STARTS, ENDS)).hasToString("{1}");
  }

  @Test
  void allTokensOfTheLastCharacterAreMarked() {
    assertThat(AssistantMask.of(List.of(new Span(3, 6)), STARTS, ENDS)).hasToString("{1, 2, 3, 4}");
  }

  @Test
  void aSpanThatEndsOnACharacterWithoutTokenEndsThere() {
    assertThat(AssistantMask.of(List.of(new Span(0, 3)), STARTS, ENDS)).hasToString("{0}");
  }

  @Test
  void severalSpansAddUpAndEmptyOnesMarkNothing() {
    List<Span> spans = List.of(new Span(0, 2), new Span(3, 3), new Span(6, 7));
    assertThat(AssistantMask.of(spans, STARTS, ENDS)).hasToString("{0, 5}");
  }
}
