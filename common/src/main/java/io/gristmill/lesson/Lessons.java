package io.gristmill.lesson;

import io.gristmill.lesson.LessonConfig.TooLong;
import io.gristmill.lesson.LessonEncoder.Encoded;
import io.gristmill.lesson.LessonEncoder.EncodedPair;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.PairLimit;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;
import io.gristmill.tokens.TokenLimit;
import java.util.Optional;

/**
 * Rows within the limit, or why there is none.
 *
 * @param encoder makes tokens
 * @param limit most tokens of a row, at least 2
 * @param config what is done with longer ones
 */
public record Lessons(LessonEncoder encoder, int limit, LessonConfig config) {

  private static final String NO_LABEL = "no-label-left";
  private static final String TOO_LONG = "too-long";

  /** The tokens of a lesson. */
  public Taught<TokenExample> teach(LessonReading reading) {
    if (reading instanceof Unusable reason) {
      return new Taught.Dropped<>(reason, 0);
    }
    if (reading instanceof LessonReading.Ready ready) {
      return within(new Encoded(ready.example(), false), LossOn.RESPONSE);
    }
    Lesson all = (Lesson) reading;
    Lesson lesson = config.labels() == LossOn.RESPONSE ? all.learning(1) : all;
    boolean learns = lesson.pieces().stream().anyMatch(Lesson.Piece::learned);
    return learns || config.labels() == LossOn.ALL
        ? within(encoder.encode(lesson), config.labels())
        : dropped(
            "text-without-answer",
            "a text has no answer of its own; --set training-data.labels=all learns all of it",
            0);
  }

  private Taught<TokenExample> within(Encoded encoded, LossOn lossOn) {
    TokenExample whole = encoded.example();
    if (whole.length() > limit && config.tooLong() == TooLong.DROP) {
      return dropped(TOO_LONG, tooLong(whole.length()), whole.length());
    }
    Optional<TokenExample> kept = new TokenLimit(limit, lossOn).within(whole);
    return kept.<Taught<TokenExample>>map(
            row -> new Taught.Kept<>(row, whole.length() - row.length(), encoded.mended()))
        .orElseGet(() -> dropped(NO_LABEL, noLabel(whole.length()), whole.length()));
  }

  /** The tokens of a pair. */
  public Taught<PairTokens> teach(PairReading reading) {
    if (reading instanceof Unusable reason) {
      return new Taught.Dropped<>(reason, 0);
    }
    return within(
        reading instanceof PairReading.Ready ready
            ? new EncodedPair(ready.pair(), false)
            : encoder.encode((PairLesson) reading));
  }

  private Taught<PairTokens> within(EncodedPair encoded) {
    PairTokens whole = encoded.pair();
    if (whole.isEven()) {
      return dropped("equal-answers", "the answers have the same tokens", whole.tokens());
    }
    if (whole.width() > limit && config.tooLong() == TooLong.DROP) {
      return dropped(TOO_LONG, tooLong(whole.width()), whole.tokens());
    }
    Optional<PairTokens> kept = new PairLimit(limit, config.pairCut()).within(whole);
    return kept.<Taught<PairTokens>>map(
            row -> new Taught.Kept<>(row, whole.tokens() - row.tokens(), encoded.mended()))
        .orElseGet(() -> dropped(NO_LABEL, noLabel(whole.width()), whole.tokens()));
  }

  private static <T> Taught<T> dropped(String rule, String detail, int tokens) {
    return new Taught.Dropped<>(new Unusable(rule, detail), tokens);
  }

  private String tooLong(int tokens) {
    return "%d tokens, the limit is %d".formatted(tokens, limit);
  }

  private String noLabel(int tokens) {
    return "of %d tokens nothing is left to learn within %d".formatted(tokens, limit);
  }
}
