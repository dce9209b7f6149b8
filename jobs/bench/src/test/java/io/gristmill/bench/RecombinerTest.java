package io.gristmill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RecombinerTest {

  private static final List<String> TEXTS =
      List.of(
          "Name three rivers, and say where each of them ends.",
          "Write a letter to a friend who lives far away.",
          "Add 2 and 5; then halve the sum.",
          "Why is the sea salty?");

  private static List<String> first(Recombiner recombiner, long count) {
    return LongStream.range(0, count).mapToObj(k -> recombiner.text(k).text()).toList();
  }

  @Test
  void equalSeedsGiveEqualTextsAndOthersDoNot() {
    assertThat(first(new Recombiner(TEXTS, 7), 50)).isEqualTo(first(new Recombiner(TEXTS, 7), 50));
    assertThat(first(new Recombiner(TEXTS, 8), 50))
        .isNotEqualTo(first(new Recombiner(TEXTS, 7), 50));
  }

  @Test
  void aSmallerSetIsTheBeginningOfALargerOne() {
    Recombiner recombiner = new Recombiner(TEXTS, 1);
    assertThat(first(recombiner, 100).subList(0, 10)).isEqualTo(first(recombiner, 10));
  }

  @Test
  void aTextIsTheHeadOfOneRowAndTheTailOfAnother() {
    Recombiner recombiner = new Recombiner(TEXTS, 1);
    for (long k = 0; k < 200; k++) {
      Recombiner.Halves halves = recombiner.text(k);
      List<String> words = List.of(halves.text().split(" "));
      int heads = common(words, List.of(TEXTS.get(halves.left()).split(" ")));
      int tails = common(reversed(words), reversed(List.of(TEXTS.get(halves.right()).split(" "))));
      assertThat(heads).isPositive();
      assertThat(tails).isPositive();
      assertThat(heads + tails).isGreaterThanOrEqualTo(words.size());
    }
  }

  @Test
  void aTextIsCutWhereAClauseEndsNearItsMiddle() {
    String text = "Add 2 and 5; then halve the sum.";
    for (double draw : new double[] {0, 0.3, 0.6, 0.99}) {
      assertThat(text.substring(0, Recombiner.cut(text, draw))).isEqualTo("Add 2 and 5;");
    }
  }

  @Test
  void aTextOfOneClauseIsCutBetweenWords() {
    String text = "one two three four five six";
    for (double draw = 0; draw < 1; draw += 0.01) {
      assertThat(text.charAt(Recombiner.cut(text, draw))).isEqualTo(' ');
    }
  }

  @Test
  void aTextWithoutBlanksIsCutBetweenCharactersAndJoinsWithoutOne() {
    String emoji = "😀😃😄😁😆";
    for (double draw = 0; draw < 1; draw += 0.01) {
      assertThat(Recombiner.cut(emoji, draw) % 2).isZero();
    }
    assertThat(first(new Recombiner(List.of("写一封信给远方的朋友", "海水为什么是咸的"), 3), 50))
        .noneMatch(text -> text.contains(" "));
  }

  @Test
  void textsOfOneCharacterAndBlankOnesAreTaken() {
    assertThat(first(new Recombiner(List.of("a", " ", ""), 3), 50)).hasSize(50);
  }

  private static int common(List<String> words, List<String> others) {
    int count = 0;
    while (count < Math.min(words.size(), others.size())
        && words.get(count).equals(others.get(count))) {
      count++;
    }
    return count;
  }

  private static List<String> reversed(List<String> words) {
    return IntStream.range(0, words.size()).mapToObj(k -> words.get(words.size() - 1 - k)).toList();
  }
}
