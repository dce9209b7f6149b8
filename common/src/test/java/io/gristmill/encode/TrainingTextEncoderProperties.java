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

  private static final int BEGIN = 1;
  private static final int END = 2;

  /** Runs of equal characters are one token: its length and the character. */
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
  void aRowIsItsTextAndItsAnswersAreTheAnswers(
      @ForAll("pieces") List<Segment> pieces, @ForAll boolean ended) {
    TrainingText lesson = new TrainingText(pieces, ended);
    TrainingTextEncoder encoder =
        new TrainingTextEncoder(
            new TestEncoder(TrainingTextEncoderProperties::runs),
            PromptBoundary.EXACT,
            new BosEosTokens(new int[] {BEGIN}, END),
            LossOn.RESPONSE);
    EncodedText encoded = encoder.encode(lesson);
    StringBuilder upTo = new StringBuilder();
    StringBuilder learned = new StringBuilder();
    for (Segment piece : lesson.upToLastAnswer()) {
      upTo.append(piece.text());
      learned.append(piece.inLoss() ? piece.text() : "");
    }
    TokenExample row = encoded.example();
    assertThat(text(row, false)).isEqualTo(upTo.toString());
    assertThat(text(row, true)).isEqualTo(learned.toString());
    assertThat(row.id(0)).isEqualTo(BEGIN);
    assertThat(Arrays.stream(row.toArray()).filter(token -> token == END).count())
        .isEqualTo(ended ? 0 : 1);
  }

  @Property(tries = 300)
  void aModelFindsThePromptAsItLearnedIt(
      @ForAll("pieces") List<Segment> pieces, @ForAll("pieces") List<Segment> answer) {
    String prompt = new TrainingText(pieces, true).text();
    String said = new TrainingText(answer, true).text();
    TrainingTextEncoder encoder =
        new TrainingTextEncoder(
            new TestEncoder(TrainingTextEncoderProperties::runs),
            PromptBoundary.EXACT,
            new BosEosTokens(new int[0], END),
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
