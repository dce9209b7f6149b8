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
import java.util.Optional;

/** Reads records that hold token ids, as {@code tokenize} writes them. */
final class TokenizedRecords {

  private TokenizedRecords() {}

  /** The example of a row, or all examples of a packed row. */
  static List<TrainingRecord> readExamples(JsonNode record) {
    TrainingRecord whole = readExample(record);
    if (!(whole instanceof TrainingRecord.Tokenized ready) || !record.hasNonNull(LENGTHS)) {
      return List.of(whole);
    }
    Optional<int[]> lengths = RecordColumns.readTokens(record.path(LENGTHS), 1);
    return lengths.filter(l -> Arrays.stream(l).sum() == ready.example().length()).isPresent()
        ? splitPacked(ready.example(), lengths.get())
        : List.of(
            new UnusableRecord(
                "lengths-do-not-fit", "field \"lengths\" must add up to those of input_ids"));
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

  private static TrainingRecord readExample(JsonNode record) {
    Optional<int[]> ids = RecordColumns.readTokens(record.path(IDS), 0);
    if (ids.isEmpty()) {
      return noTokens(IDS);
    }
    if (!record.hasNonNull(LABELS)) {
      return new TrainingRecord.Tokenized(TokenExample.of(0, ids.get()));
    }
    Optional<int[]> labels = RecordColumns.readTokens(record.path(LABELS), TokenRows.IGNORE_INDEX);
    return labels.filter(read -> read.length == ids.get().length).isPresent()
        ? readExample(ids.get(), labels.get())
        : new UnusableRecord(
            "labels-do-not-fit", "field \"labels\" must have a number for each of input_ids");
  }

  private static TrainingRecord readExample(int[] ids, int[] labels) {
    BitSet answers = new BitSet();
    for (int i = 0; i < ids.length; i++) {
      if (labels[i] != TokenRows.IGNORE_INDEX && labels[i] != ids[i]) {
        return new UnusableRecord(
            "labels-do-not-fit",
            "label %d is %d, must be the token itself (%d) or -100"
                .formatted(i, labels[i], ids[i]));
      }
      answers.set(i, labels[i] == ids[i]);
    }
    return new TrainingRecord.Tokenized(TokenExample.of(answers, ids));
  }

  static PreferenceRecord readPair(JsonNode record) {
    Optional<int[]> prompt = RecordColumns.readTokens(record.path(PROMPT_IDS), 0);
    Optional<int[]> chosen = RecordColumns.readTokens(record.path(CHOSEN_IDS), 0);
    Optional<int[]> rejected = RecordColumns.readTokens(record.path(REJECTED_IDS), 0);
    if (prompt.isEmpty() || chosen.isEmpty() || rejected.isEmpty()) {
      return noTokens(prompt.isEmpty() ? PROMPT_IDS : chosen.isEmpty() ? CHOSEN_IDS : REJECTED_IDS);
    }
    return new PreferenceRecord.Tokenized(
        PairTokens.of(prompt.get(), chosen.get(), rejected.get()));
  }

  private static UnusableRecord noTokens(String field) {
    return new UnusableRecord(
        "no-tokens", "field \"" + field + "\" must be a list of whole numbers of at least 0");
  }
}
