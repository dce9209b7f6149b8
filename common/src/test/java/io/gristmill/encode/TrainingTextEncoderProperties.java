package io.gristmill.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.encode.TrainingText.Segment;
import io.gristmill.encode.TrainingTextEncoder.BosEosTokens;
import io.gristmill.encode.TrainingTextEncoder.EncodedText;
import io.gristmill.encode.TrainingTextEncoder.PromptBoundary;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.TokenExample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TrainingTextEncoderProperties {

  private static final int BOS = 1;
  private static final int EOS = 2;

  /** A token is a run of equal characters: its length and the character. */
  private static int[] runs(String text) {
    List<Integer> tokens = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int to = from;
      while (to < text.length() && text.charAt(to) == text.charAt(from)) {
        to++;
      }
      tokens.add((to - from) << 16 | text.charAt(from));
      from = to;
    }
    return tokens.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String text(TokenExample row, boolean answers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < row.length(); i++) {
      if (row.id(i) > 1 << 16 && (!answers || row.isAnswer(i))) {
        text.append(String.valueOf((char) row.id(i)).repeat(row.id(i) >>> 16));
      }
    }
    return text.toString();
  }

  @Provide
  Arbitrary<List<Segment>> pieces() {
    Arbitrary<String> text = Arbitraries.strings().withChars("ab가").ofMinLength(1).ofMaxLength(5);
    return Combinators.combine(text, Arbitraries.of(true, false))
        .as(Segment::new)
        .list()
        .ofMaxSize(7);
  }

  @Property(tries = 300)
  void aRowDecodesToItsTextAndItsLossToTheAnswers(
      @ForAll("pieces") List<Segment> segments, @ForAll boolean ended) {
    TrainingText trainingText = new TrainingText(segments, ended);
    TrainingTextEncoder encoder =
        new TrainingTextEncoder(
            new TestEncoder(TrainingTextEncoderProperties::runs),
            PromptBoundary.EXACT,
            new BosEosTokens(new int[] {BOS}, EOS),
            LossOn.RESPONSE);
    EncodedText encoded = encoder.encode(trainingText);
    StringBuilder upTo = new StringBuilder();
    StringBuilder inLoss = new StringBuilder();
    for (Segment segment : trainingText.upToLastAnswer()) {
      upTo.append(segment.text());
      inLoss.append(segment.inLoss() ? segment.text() : "");
    }
    TokenExample row = encoded.example();
    assertThat(text(row, false)).isEqualTo(upTo.toString());
    assertThat(text(row, true)).isEqualTo(inLoss.toString());
    assertThat(row.id(0)).isEqualTo(BOS);
    assertThat(Arrays.stream(row.toArray()).filter(token -> token == EOS).count())
        .isEqualTo(ended ? 0 : 1);
  }

  @Property(tries = 300)
  void aRowBeginsWithThePromptTokensOfInference(
      @ForAll("pieces") List<Segment> segments, @ForAll("pieces") List<Segment> answer) {
    String prompt = new TrainingText(segments, true).text();
    String said = new TrainingText(answer, true).text();
    TrainingTextEncoder encoder =
        new TrainingTextEncoder(
            new TestEncoder(TrainingTextEncoderProperties::runs),
            PromptBoundary.EXACT,
            new BosEosTokens(new int[0], EOS),
            LossOn.RESPONSE);
    EncodedText encoded = encoder.encode(TrainingText.of(prompt, said));
    int[] asked = encoder.encodePrompt(prompt);
    assertThat(Arrays.copyOf(encoded.example().toArray(), asked.length)).isEqualTo(asked);
    boolean glued =
        !prompt.isEmpty()
            && !said.isEmpty()
            && prompt.charAt(prompt.length() - 1) == said.charAt(0);
    assertThat(encoded.boundaryForced()).isEqualTo(glued);
  }
}
