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

  private static final int EOS = 0;
  private static final int BOS = 1;

  /** One token per character, and one (2) for every ": ". */
  private static int[] pairs(String text) {
    return text.replace(": ", "\u0002").chars().toArray();
  }

  private static TrainingTextEncoder encoder(PromptBoundary border, LossOn lossOn) {
    return new TrainingTextEncoder(
        new TestEncoder(TrainingTextEncoderTest::pairs),
        border,
        new BosEosTokens(new int[] {BOS}, EOS),
        lossOn);
  }

  private static BitSet places(int from, int to) {
    BitSet places = new BitSet();
    places.set(from, to);
    return places;
  }

  @Test
  void anAnswerAndItsEosTokenCountInTheLossAndTheBosTokenDoesNot() {
    assertThat(encoder(PromptBoundary.EXACT, LossOn.RESPONSE).encode(TrainingText.of("a:", "b")))
        .isEqualTo(new EncodedText(TokenExample.of(3, BOS, 'a', ':', 'b', EOS), false));
  }

  @Test
  void noTokenSpansTheBoundaryOfPromptAndAnswer() {
    TrainingText text = TrainingText.of("a:", " b");
    assertThat(encoder(PromptBoundary.EXACT, LossOn.RESPONSE).encode(text))
        .isEqualTo(new EncodedText(TokenExample.of(3, BOS, 'a', ':', ' ', 'b', EOS), true));
    // LLMs-from-scratch counts: the prompt has two tokens, so the third token of the whole text is
    // the first in the loss.
    assertThat(encoder(PromptBoundary.COUNTED, LossOn.RESPONSE).encode(text))
        .isEqualTo(new EncodedText(TokenExample.of(3, BOS, 'a', 2, 'b', EOS), false));
  }

  @Test
  void everyAnswerOfAConversationCountsInTheLoss() {
    TrainingText conversation =
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
    assertThat(encoder(PromptBoundary.EXACT, LossOn.RESPONSE).encode(conversation).example())
        .isEqualTo(TokenExample.of(answers, BOS, 'u', 'v', 'x', 'x', 'w', 'y'));
    assertThat(
            encoder(PromptBoundary.EXACT, LossOn.ALL)
                .encode(conversation)
                .example()
                .countLabels(LossOn.RESPONSE))
        .isEqualTo(6);
  }

  @Test
  void aTemplatedTextGetsNoTokensAddedAndKeepsItsAnswerSpans() {
    TrainingText conversation =
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
            new BosEosTokens(new int[] {BOS}, EOS),
            LossOn.ASSISTANT);
    BitSet answers = places(2, 4);
    answers.set(5);
    assertThat(points.encode(conversation))
        .isEqualTo(
            new EncodedText(
                TokenExample.of(answers, 0x1F33E, 'u', 'x', 'x', 'w', 'y', '\n'), false));
    assertThat(points.encodePrompt(conversation.promptOnly()))
        .containsExactly(0x1F33E, 'u', 'x', 'x', 'w');
    assertThat(points.encodePrompt("u")).containsExactly(BOS, 'u');
  }

  @Test
  void thePromptOfATemplatedPairIsTheCommonPrefixOfBothRows() {
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
  void theEosTokenIsAddedOnlyOnce() {
    TrainingText ended = TrainingText.of("a", "b\u0000");
    assertThat(encoder(PromptBoundary.EXACT, LossOn.RESPONSE).encode(ended).example())
        .isEqualTo(TokenExample.of(2, BOS, 'a', 'b', EOS));
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
  void aPlainTextCountsInTheLossAsAWhole() {
    TrainingText text = new TrainingText(List.of(new TrainingText.Segment("abc", false)), false);
    assertThat(encoder(PromptBoundary.EXACT, LossOn.ALL).encode(text).example())
        .isEqualTo(TokenExample.of(0, BOS, 'a', 'b', 'c', EOS));
  }

  @Test
  void bothAnswersOfAPairShareThePromptTokens() {
    TrainingTextEncoder.EncodedPair pair =
        encoder(PromptBoundary.EXACT, LossOn.RESPONSE)
            .encode(new PreferenceText("q:", " a", "bc", false));
    assertThat(pair.pair())
        .isEqualTo(
            PairTokens.of(
                new int[] {BOS, 'q', ':'}, new int[] {' ', 'a', EOS}, new int[] {'b', 'c', EOS}));
    assertThat(pair.boundaryForced()).isTrue();
    assertThat(encoder(PromptBoundary.EXACT, LossOn.RESPONSE).encodePrompt("q"))
        .isEqualTo(IntStream.of(BOS, 'q').toArray());
  }
}
