package io.gristmill.jobs.train.data;

import io.gristmill.summary.Figures;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of the rows of a data set.
 *
 * @param rows rows read; a record with several instances counts as several rows
 * @param kept rows to train on
 * @param dropped rows not trained on, by rule
 * @param tokens tokens of the kept rows; the prompt of a pair counts once
 * @param labels tokens of the kept rows that are in the loss
 * @param lostTokens tokens truncated from kept rows, and tokens of dropped rows
 * @param boundariesForced kept rows in which a token would have spanned the boundary of prompt and
 *     answer
 * @param maxRowLength tokens of the longest kept row
 * @param maxLength maximum tokens of a row
 */
public record DataReport(
    long rows,
    long kept,
    long truncated,
    SortedMap<String, Long> dropped,
    long tokens,
    long labels,
    long lostTokens,
    long boundariesForced,
    int maxRowLength,
    int maxLength) {

  public DataReport {
    dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
  }

  public String line() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "data: read %,d rows, kept %,d", rows, kept));
    if (truncated > 0) {
      text.append(String.format(Locale.ROOT, " (%,d truncated)", truncated));
    }
    text.append(String.format(Locale.ROOT, ", dropped %,d", rows - kept));
    if (!dropped.isEmpty()) {
      text.append(" (").append(Figures.counts(dropped)).append(')');
    }
    text.append(String.format(Locale.ROOT, "; %,d tokens, %,d in the loss", tokens, labels));
    if (lostTokens > 0) {
      text.append(String.format(Locale.ROOT, ", %,d lost", lostTokens));
    }
    if (boundariesForced > 0) {
      text.append(
          String.format(
              Locale.ROOT, "; %,d rows with prompt and answer tokenized apart", boundariesForced));
    }
    return text.append(
            String.format(
                Locale.ROOT, "; longest row %,d of at most %,d tokens", maxRowLength, maxLength))
        .toString();
  }
}
