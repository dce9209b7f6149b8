package io.gristmill.encode;

import io.gristmill.encode.EncodingConfig.Truncation;
import io.gristmill.encode.TrainingTextEncoder.EncodedPair;
import io.gristmill.encode.TrainingTextEncoder.EncodedText;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.PairTruncation;
import io.gristmill.tokens.RowTruncation;
import io.gristmill.tokens.TokenExample;
import java.util.Optional;

/**
 * Rows within the limit, or why there is none.
 *
 * @param encoder makes tokens
 * @param maxLength most tokens of a row, at least 2
 * @param config what is done with longer ones
 */
public record RowEncoder(TrainingTextEncoder encoder, int maxLength, EncodingConfig config) {

  private static final String NO_LABEL = "no-label-left";
  private static final String TOO_LONG = "too-long";

  /** The tokens of a lesson. */
  public EncodedRow<TokenExample> encode(TrainingRecord reading) {
    if (reading instanceof UnusableRecord reason) {
      return new EncodedRow.Dropped<>(reason, 0);
    }
    if (reading instanceof TrainingRecord.Tokenized ready) {
      return truncate(new EncodedText(ready.example(), false), LossOn.RESPONSE);
    }
    TrainingText all = (TrainingText) reading;
    TrainingText lesson = config.lossOn() == LossOn.RESPONSE ? all.keepLossOnLast(1) : all;
    boolean learns = lesson.segments().stream().anyMatch(TrainingText.Segment::inLoss);
    return learns || config.lossOn() == LossOn.ALL
        ? truncate(encoder.encode(lesson), config.lossOn())
        : dropped(
            "text-without-answer",
            "a text has no answer of its own; --set training-data.loss-on=all learns all of it",
            0);
  }

  private EncodedRow<TokenExample> truncate(EncodedText encoded, LossOn lossOn) {
    TokenExample whole = encoded.example();
    if (whole.length() > maxLength && config.truncation() == Truncation.DROP) {
      return dropped(TOO_LONG, describeTooLong(whole.length()), whole.length());
    }
    Optional<TokenExample> kept = new RowTruncation(maxLength, lossOn).truncate(whole);
    return kept.<EncodedRow<TokenExample>>map(
            row ->
                new EncodedRow.Kept<>(row, whole.length() - row.length(), encoded.boundaryForced()))
        .orElseGet(() -> dropped(NO_LABEL, describeNoLabel(whole.length()), whole.length()));
  }

  /** The tokens of a pair. */
  public EncodedRow<PairTokens> encode(PreferenceRecord reading) {
    if (reading instanceof UnusableRecord reason) {
      return new EncodedRow.Dropped<>(reason, 0);
    }
    return truncate(
        reading instanceof PreferenceRecord.Tokenized ready
            ? new EncodedPair(ready.pair(), false)
            : encoder.encode((PreferenceText) reading));
  }

  private EncodedRow<PairTokens> truncate(EncodedPair encoded) {
    PairTokens whole = encoded.pair();
    if (whole.hasEqualAnswers()) {
      return dropped("equal-answers", "the answers have the same tokens", whole.countTokens());
    }
    if (whole.longestRow() > maxLength && config.truncation() == Truncation.DROP) {
      return dropped(TOO_LONG, describeTooLong(whole.longestRow()), whole.countTokens());
    }
    Optional<PairTokens> kept =
        new PairTruncation(maxLength, config.truncationMode()).truncate(whole);
    return kept.<EncodedRow<PairTokens>>map(
            row ->
                new EncodedRow.Kept<>(
                    row, whole.countTokens() - row.countTokens(), encoded.boundaryForced()))
        .orElseGet(
            () -> dropped(NO_LABEL, describeNoLabel(whole.longestRow()), whole.countTokens()));
  }

  private static <T> EncodedRow<T> dropped(String rule, String detail, int tokens) {
    return new EncodedRow.Dropped<>(new UnusableRecord(rule, detail), tokens);
  }

  private String describeTooLong(int tokens) {
    return "%d tokens, the limit is %d".formatted(tokens, maxLength);
  }

  private String describeNoLabel(int tokens) {
    return "of %d tokens nothing is left to learn within %d".formatted(tokens, maxLength);
  }
}
