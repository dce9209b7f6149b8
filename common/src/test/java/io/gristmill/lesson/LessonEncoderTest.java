package io.gristmill.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.lesson.LessonEncoder.Border;
import io.gristmill.lesson.LessonEncoder.Encoded;
import io.gristmill.lesson.LessonEncoder.Marks;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LessonEncoderTest {

  private static final int END = 0;
  private static final int BEGIN = 1;

  /** A token a character, and one (2) for every pair ": ". */
  private static int[] pairs(String text) {
    return text.replace(": ", "\u0002").chars().toArray();
  }

  private static LessonEncoder encoder(Border border, LossOn lossOn) {
    return new LessonEncoder(
        new TestEncoder(LessonEncoderTest::pairs),
        border,
        new Marks(new int[] {BEGIN}, END),
        lossOn);
  }

  private static BitSet places(int from, int to) {
    BitSet places = new BitSet();
    places.set(from, to);
    return places;
  }

  @Test
  void anAnswerIsLearnedWithItsEndTokenAndTheBeginningIsNot() {
    assertThat(encoder(Border.KEPT, LossOn.RESPONSE).encode(Lesson.of("a:", "b")))
        .isEqualTo(new Encoded(TokenExample.of(3, BEGIN, 'a', ':', 'b', END), false));
  }

  @Test
  void aTokenThatWouldReachOverTheBorderIsNotMade() {
    Lesson lesson = Lesson.of("a:", " b");
    assertThat(encoder(Border.KEPT, LossOn.RESPONSE).encode(lesson))
        .isEqualTo(new Encoded(TokenExample.of(3, BEGIN, 'a', ':', ' ', 'b', END), true));
    // The reference counts: the prompt has two tokens, so the third of the whole is the first
    // learned.
    assertThat(encoder(Border.COUNTED, LossOn.RESPONSE).encode(lesson))
        .isEqualTo(new Encoded(TokenExample.of(3, BEGIN, 'a', 2, 'b', END), false));
  }

  @Test
  void everyAnswerOfAConversationIsLearned() {
    Lesson talk =
        new Lesson(
            List.of(
                new Lesson.Piece("u", false),
                new Lesson.Piece("v", false),
                new Lesson.Piece("xx", true),
                new Lesson.Piece("w", false),
                new Lesson.Piece("y", true),
                new Lesson.Piece("\n", false)),
            true);
    BitSet answers = places(3, 5);
    answers.set(6);
    assertThat(encoder(Border.KEPT, LossOn.RESPONSE).encode(talk).example())
        .isEqualTo(TokenExample.of(answers, BEGIN, 'u', 'v', 'x', 'x', 'w', 'y'));
    assertThat(encoder(Border.KEPT, LossOn.ALL).encode(talk).example().learned(LossOn.RESPONSE))
        .isEqualTo(6);
  }

  @Test
  void aWholeTextGetsNoTokensAndItsAnswersLieWhereTheyStand() {
    Lesson talk =
        new Lesson(
            List.of(
                new Lesson.Piece("🌾u", false),
                new Lesson.Piece("xx", true),
                new Lesson.Piece("w", false),
                new Lesson.Piece("y", true),
                new Lesson.Piece("\n", false)),
            true,
            true);
    LessonEncoder points =
        new LessonEncoder(
            new TestEncoder(text -> text.codePoints().toArray()),
            Border.KEPT,
            new Marks(new int[] {BEGIN}, END),
            LossOn.ASSISTANT);
    BitSet answers = places(2, 4);
    answers.set(5);
    assertThat(points.encode(talk))
        .isEqualTo(
            new Encoded(TokenExample.of(answers, 0x1F33E, 'u', 'x', 'x', 'w', 'y', '\n'), false));
    assertThat(points.prompt(talk.question())).containsExactly(0x1F33E, 'u', 'x', 'x', 'w');
    assertThat(points.prompt("u")).containsExactly(BEGIN, 'u');
  }

  @Test
  void thePromptOfAWholePairIsWhatItSharesWithBothAnswers() {
    PairLesson pair = new PairLesson("a:", " b", "c", true, true);
    assertThat(encoder(Border.KEPT, LossOn.ASSISTANT).encode(pair))
        .isEqualTo(
            new LessonEncoder.EncodedPair(
                PairTokens.of(new int[] {'a'}, new int[] {2, 'b'}, new int[] {':', 'c'}), true));
    PairLesson clean = new PairLesson("a:", "b", "c", true, true);
    assertThat(encoder(Border.KEPT, LossOn.ASSISTANT).encode(clean))
        .isEqualTo(
            new LessonEncoder.EncodedPair(
                PairTokens.of(new int[] {'a', ':'}, new int[] {'b'}, new int[] {'c'}), false));
  }

  @Test
  void theEndTokenStandsOnce() {
    Lesson ended = Lesson.of("a", "b\u0000");
    assertThat(encoder(Border.KEPT, LossOn.RESPONSE).encode(ended).example())
        .isEqualTo(TokenExample.of(2, BEGIN, 'a', 'b', END));
    LessonEncoder endless =
        new LessonEncoder(
            new TestEncoder(LessonEncoderTest::pairs),
            Border.KEPT,
            new Marks(new int[0], Marks.NONE),
            LossOn.RESPONSE);
    assertThat(endless.encode(Lesson.of("a", "b")).example())
        .isEqualTo(TokenExample.of(1, 'a', 'b'));
  }

  @Test
  void aTextIsLearnedAsAWhole() {
    Lesson text = new Lesson(List.of(new Lesson.Piece("abc", false)), false);
    assertThat(encoder(Border.KEPT, LossOn.ALL).encode(text).example())
        .isEqualTo(TokenExample.of(0, BEGIN, 'a', 'b', 'c', END));
  }

  @Test
  void bothAnswersOfAPairStandBehindTheSamePrompt() {
    LessonEncoder.EncodedPair pair =
        encoder(Border.KEPT, LossOn.RESPONSE).encode(new PairLesson("q:", " a", "bc", false));
    assertThat(pair.pair())
        .isEqualTo(
            PairTokens.of(
                new int[] {BEGIN, 'q', ':'}, new int[] {' ', 'a', END}, new int[] {'b', 'c', END}));
    assertThat(pair.mended()).isTrue();
    assertThat(encoder(Border.KEPT, LossOn.RESPONSE).prompt("q"))
        .isEqualTo(IntStream.of(BEGIN, 'q').toArray());
  }
}
