package io.gristmill.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.encode.TrainingTextEncoder.BosEosTokens;
import io.gristmill.encode.TrainingTextEncoder.EncodedText;
import io.gristmill.encode.TrainingTextEncoder.PromptBoundary;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrainingTextEncoderTest {

  private static final int END = 0;
  private static final int BEGIN = 1;

  /** A token a character, and one (2) for every pair ": ". */
  private static int[] pairs(String text) {
    return text.replace(": ", "\u0002").chars().toArray();
  }

  private static TrainingTextEncoder encoder(PromptBoundary border, LossOn lossOn) {
    return new TrainingTextEncoder(
        new TestEncoder(TrainingTextEncoderTest::pairs),
        border,
        new BosEosTokens(new int[] {BEGIN}, END),
        lossOn);
  }

  private static BitSet places(int from, int to) {
    BitSet places = new BitSet();
    places.set(from, to);
    return places;
  }

  @Test
  void anAnswerIsLearnedWithItsEndTokenAndTheBeginningIsNot() {
    assertThat(encoder(PromptBoundary.EXACT, LossOn.RESPONSE).encode(TrainingText.of("a:", "b")))
        .isEqualTo(new EncodedText(TokenExample.of(3, BEGIN, 'a', ':', 'b', END), false));
  }

  @Test
  void aTokenThatWouldReachOverTheBorderIsNotMade() {
    TrainingText lesson = TrainingText.of("a:", " b");
    assertThat(encoder(PromptBoundary.EXACT, LossOn.RESPONSE).encode(lesson))
        .isEqualTo(new EncodedText(TokenExample.of(3, BEGIN, 'a', ':', ' ', 'b', END), true));
    // The reference counts: the prompt has two tokens, so the third of the whole is the first
    // learned.
    assertThat(encoder(PromptBoundary.COUNTED, LossOn.RESPONSE).encode(lesson))
        .isEqualTo(new EncodedText(TokenExample.of(3, BEGIN, 'a', 2, 'b', END), false));
  }

  @Test
  void everyAnswerOfAConversationIsLearned() {
    TrainingText talk =
        new TrainingText(
            List.of(
                new TrainingText.Segment("u", false),
                new TrainingText.Segment("v", false),
                new TrainingText.Segment("xx", true),
                new TrainingText.Segment("w", false),
                new TrainingText.Segment("y", true),
                new TrainingText.Segment("\n", false)),
            true);
    BitSet answers = places(3, 5);
    answers.set(6);
    assertThat(encoder(PromptBoundary.EXACT, LossOn.RESPONSE).encode(talk).example())
        .isEqualTo(TokenExample.of(answers, BEGIN, 'u', 'v', 'x', 'x', 'w', 'y'));
    assertThat(
            encoder(PromptBoundary.EXACT, LossOn.ALL)
                .encode(talk)
                .example()
                .countLabels(LossOn.RESPONSE))
        .isEqualTo(6);
  }

  @Test
  void aWholeTextGetsNoTokensAndItsAnswersLieWhereTheyStand() {
    TrainingText talk =
        new TrainingText(
            List.of(
                new TrainingText.Segment("🌾u", false),
                new TrainingText.Segment("xx", true),
                new TrainingText.Segment("w", false),
                new TrainingText.Segment("y", true),
                new TrainingText.Segment("\n", false)),
            true,
            true);
    TrainingTextEncoder points =
        new TrainingTextEncoder(
            new TestEncoder(text -> text.codePoints().toArray()),
            PromptBoundary.EXACT,
            new BosEosTokens(new int[] {BEGIN}, END),
            LossOn.ASSISTANT);
    BitSet answers = places(2, 4);
    answers.set(5);
    assertThat(points.encode(talk))
        .isEqualTo(
            new EncodedText(
                TokenExample.of(answers, 0x1F33E, 'u', 'x', 'x', 'w', 'y', '\n'), false));
    assertThat(points.encodePrompt(talk.promptOnly())).containsExactly(0x1F33E, 'u', 'x', 'x', 'w');
    assertThat(points.encodePrompt("u")).containsExactly(BEGIN, 'u');
  }

  @Test
  void thePromptOfAWholePairIsWhatItSharesWithBothAnswers() {
    PreferenceText pair = new PreferenceText("a:", " b", "c", true, true);
    assertThat(encoder(PromptBoundary.EXACT, LossOn.ASSISTANT).encode(pair))
        .isEqualTo(
            new TrainingTextEncoder.EncodedPair(
                PairTokens.of(new int[] {'a'}, new int[] {2, 'b'}, new int[] {':', 'c'}), true));
    PreferenceText clean = new PreferenceText("a:", "b", "c", true, true);
    assertThat(encoder(PromptBoundary.EXACT, LossOn.ASSISTANT).encode(clean))
        .isEqualTo(
            new TrainingTextEncoder.EncodedPair(
                PairTokens.of(new int[] {'a', ':'}, new int[] {'b'}, new int[] {'c'}), false));
  }

  @Test
  void theEndTokenStandsOnce() {
    TrainingText ended = TrainingText.of("a", "b\u0000");
    assertThat(encoder(PromptBoundary.EXACT, LossOn.RESPONSE).encode(ended).example())
        .isEqualTo(TokenExample.of(2, BEGIN, 'a', 'b', END));
    TrainingTextEncoder endless =
        new TrainingTextEncoder(
            new TestEncoder(TrainingTextEncoderTest::pairs),
            PromptBoundary.EXACT,
            new BosEosTokens(new int[0], BosEosTokens.NO_EOS),
            LossOn.RESPONSE);
    assertThat(endless.encode(TrainingText.of("a", "b")).example())
        .isEqualTo(TokenExample.of(1, 'a', 'b'));
  }

  @Test
  void aTextIsLearnedAsAWhole() {
    TrainingText text = new TrainingText(List.of(new TrainingText.Segment("abc", false)), false);
    assertThat(encoder(PromptBoundary.EXACT, LossOn.ALL).encode(text).example())
        .isEqualTo(TokenExample.of(0, BEGIN, 'a', 'b', 'c', END));
  }

  @Test
  void bothAnswersOfAPairStandBehindTheSamePrompt() {
    TrainingTextEncoder.EncodedPair pair =
        encoder(PromptBoundary.EXACT, LossOn.RESPONSE)
            .encode(new PreferenceText("q:", " a", "bc", false));
    assertThat(pair.pair())
        .isEqualTo(
            PairTokens.of(
                new int[] {BEGIN, 'q', ':'}, new int[] {' ', 'a', END}, new int[] {'b', 'c', END}));
    assertThat(pair.boundaryForced()).isTrue();
    assertThat(encoder(PromptBoundary.EXACT, LossOn.RESPONSE).encodePrompt("q"))
        .isEqualTo(IntStream.of(BEGIN, 'q').toArray());
  }
}
