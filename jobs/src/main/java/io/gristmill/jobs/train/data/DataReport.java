package io.gristmill.jobs.train.data;

import io.gristmill.summary.Figures;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of the rows of a data set.
 *
 * @param rows read; a record of several instances is as many rows
 * @param kept trained on
 * @param truncated of these, how many lost tokens to the limit
 * @param dropped how many are not trained on, by rule
 * @param tokens of the kept rows; of a pair those of the prompt once
 * @param labels of these tokens how many are learned or scored
 * @param lostTokens tokens that the limit took from kept rows, and those of dropped rows
 * @param boundariesForced kept rows in which a token would have reached over the border of prompt
 *     and answer
 * @param longest tokens of the longest kept row
 * @param maxLength most tokens of a row
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
    int longest,
    int maxLength) {

  public DataReport {
    dropped = Collections.unmodifiableSortedMap(new TreeMap<>(dropped));
  }

  /** The line a person reads. */
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
                Locale.ROOT, "; longest row %,d of at most %,d tokens", longest, maxLength))
        .toString();
  }

  /** The same for a manifest. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("rows", rows);
    facts.put("kept", kept);
    facts.put("truncated", truncated);
    facts.put("dropped", dropped);
    facts.put("tokens", tokens);
    facts.put("labels", labels);
    facts.put("lost_tokens", lostTokens);
    facts.put("mended", boundariesForced);
    facts.put("longest", longest);
    facts.put("limit", maxLength);
    return facts;
  }
}
