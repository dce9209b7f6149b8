package io.gristmill.encode;

import io.gristmill.encode.EncodingConfig.Truncation;
import io.gristmill.encode.TrainingTextEncoder.EncodedPair;
import io.gristmill.encode.TrainingTextEncoder.EncodedText;
import io.gristmill.tokens.LossOn;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.PairTruncation;
import io.gristmill.tokens.TokenExample;
import java.util.Optional;

/**
 * Encodes records as rows of at most {@code maxLength} tokens, or returns the reason why it cannot.
 *
 * @param maxLength maximum tokens of a row (at least 2)
 */
public record RowEncoder(TrainingTextEncoder encoder, int maxLength, EncodingConfig config) {

  private static final String NO_LABEL = "no-label-left";
  private static final String TOO_LONG = "too-long";

  /** Encodes a training record. */
  public EncodedRow<TokenExample> encode(TrainingRecord record) {
    if (record instanceof UnusableRecord reason) {
      return new EncodedRow.Dropped<>(reason, 0);
    }
    if (record instanceof TrainingRecord.Tokenized tokenized) {
      return truncate(new EncodedText(tokenized.example(), false), LossOn.RESPONSE);
    }
    TrainingText text = (TrainingText) record;
    TrainingText selected = config.lossOn() == LossOn.RESPONSE ? text.keepLossOnLast(1) : text;
    boolean hasLabels = selected.segments().stream().anyMatch(TrainingText.Segment::inLoss);
    return hasLabels || config.lossOn() == LossOn.ALL
        ? truncate(encoder.encode(selected), config.lossOn())
        : drop(
            "text-without-answer",
            "a plain text has no answer; set training-data.loss-on=all to train on all of it",
            0);
  }

  private EncodedRow<TokenExample> truncate(EncodedText encoded, LossOn lossOn) {
    TokenExample whole = encoded.example();
    if (whole.length() > maxLength && config.truncation() == Truncation.DROP) {
      return drop(TOO_LONG, describeTooLong(whole.length()), whole.length());
    }
    Optional<TokenExample> kept = whole.truncate(maxLength, lossOn);
    return kept.<EncodedRow<TokenExample>>map(
            row ->
                new EncodedRow.Kept<>(row, whole.length() - row.length(), encoded.boundaryForced()))
        .orElseGet(() -> drop(NO_LABEL, describeNoLabel(whole.length()), whole.length()));
  }

  /** Encodes a preference record. */
  public EncodedRow<PairTokens> encode(PreferenceRecord record) {
    if (record instanceof UnusableRecord reason) {
      return new EncodedRow.Dropped<>(reason, 0);
    }
    return truncate(
        record instanceof PreferenceRecord.Tokenized tokenized
            ? new EncodedPair(tokenized.pair(), false)
            : encoder.encode((PreferenceText) record));
  }

  private EncodedRow<PairTokens> truncate(EncodedPair encoded) {
    PairTokens whole = encoded.pair();
    if (whole.hasEqualAnswers()) {
      return drop("equal-answers", "both answers have the same tokens", whole.countTokens());
    }
    if (whole.maxRowLength() > maxLength && config.truncation() == Truncation.DROP) {
      return drop(TOO_LONG, describeTooLong(whole.maxRowLength()), whole.countTokens());
    }
    Optional<PairTokens> kept =
        new PairTruncation(maxLength, config.truncationMode()).truncate(whole);
    return kept.<EncodedRow<PairTokens>>map(
            row ->
                new EncodedRow.Kept<>(
                    row, whole.countTokens() - row.countTokens(), encoded.boundaryForced()))
        .orElseGet(
            () -> drop(NO_LABEL, describeNoLabel(whole.maxRowLength()), whole.countTokens()));
  }

  private static <T> EncodedRow<T> drop(String rule, String detail, int tokens) {
    return new EncodedRow.Dropped<>(new UnusableRecord(rule, detail), tokens);
  }

  private String describeTooLong(int tokens) {
    return "%d tokens; the maximum is %d".formatted(tokens, maxLength);
  }

  private String describeNoLabel(int tokens) {
    return "truncated from %d to %d tokens, the row has no token left in the loss"
        .formatted(tokens, maxLength);
  }
}
