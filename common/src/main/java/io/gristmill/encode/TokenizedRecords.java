package io.gristmill.encode;

import static io.gristmill.encode.RecordColumns.CHOSEN_IDS;
import static io.gristmill.encode.RecordColumns.IDS;
import static io.gristmill.encode.RecordColumns.LABELS;
import static io.gristmill.encode.RecordColumns.LENGTHS;
import static io.gristmill.encode.RecordColumns.PROMPT_IDS;
import static io.gristmill.encode.RecordColumns.REJECTED_IDS;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;
import io.gristmill.tokens.TokenRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Reads records that hold token ids, as {@code tokenize} writes them. */
final class TokenizedRecords {

  private TokenizedRecords() {}

  /** The example of a row, or all examples of a packed row. */
  static List<TrainingRecord> readExamples(JsonNode record) {
    try {
      TokenExample whole = readExample(record);
      if (!record.hasNonNull(LENGTHS)) {
        return List.of(new TrainingRecord.Tokenized(whole));
      }
      return splitPacked(
          whole,
          RecordColumns.readTokens(record.path(LENGTHS), 1)
              .filter(lengths -> Arrays.stream(lengths).sum() == whole.length())
              .orElseThrow(
                  () ->
                      new UnusableException(
                          "lengths-do-not-fit",
                          "field \"lengths\" must add up to those of input_ids")));
    } catch (UnusableException e) {
      return List.of(e.reason());
    }
  }

  private static List<TrainingRecord> splitPacked(TokenExample row, int[] lengths) {
    List<TrainingRecord> parts = new ArrayList<>();
    int from = 0;
    for (int length : lengths) {
      int[] ids = new int[length];
      BitSet answers = new BitSet();
      for (int i = 0; i < length; i++) {
        ids[i] = row.id(from + i);
        answers.set(i, row.isAnswer(from + i));
      }
      parts.add(new TrainingRecord.Tokenized(TokenExample.of(answers, ids)));
      from += length;
    }
    return parts;
  }

  private static TokenExample readExample(JsonNode record) {
    int[] ids = readIds(record, IDS);
    if (!record.hasNonNull(LABELS)) {
      return TokenExample.of(0, ids);
    }
    int[] labels =
        RecordColumns.readTokens(record.path(LABELS), TokenRows.IGNORE_INDEX)
            .filter(read -> read.length == ids.length)
            .orElseThrow(
                () ->
                    new UnusableException(
                        "labels-do-not-fit",
                        "field \"labels\" must have a number for each of input_ids"));
    BitSet answers = new BitSet();
    for (int i = 0; i < ids.length; i++) {
      if (labels[i] != TokenRows.IGNORE_INDEX && labels[i] != ids[i]) {
        throw new UnusableException(
            "labels-do-not-fit",
            "label %d is %d, must be the token itself (%d) or -100"
                .formatted(i, labels[i], ids[i]));
      }
      answers.set(i, labels[i] == ids[i]);
    }
    return TokenExample.of(answers, ids);
  }

  static PreferenceRecord readPair(JsonNode record) {
    try {
      return new PreferenceRecord.Tokenized(
          PairTokens.of(
              readIds(record, PROMPT_IDS),
              readIds(record, CHOSEN_IDS),
              readIds(record, REJECTED_IDS)));
    } catch (UnusableException e) {
      return e.reason();
    }
  }

  private static int[] readIds(JsonNode record, String field) {
    return RecordColumns.readTokens(record.path(field), 0)
        .orElseThrow(
            () ->
                new UnusableException(
                    "no-tokens",
                    "field \"" + field + "\" must be a list of whole numbers of at least 0"));
  }
}
