package io.gristmill.lesson;

import static io.gristmill.lesson.Columns.CHOSEN_IDS;
import static io.gristmill.lesson.Columns.IDS;
import static io.gristmill.lesson.Columns.LABELS;
import static io.gristmill.lesson.Columns.LENGTHS;
import static io.gristmill.lesson.Columns.PROMPT_IDS;
import static io.gristmill.lesson.Columns.REJECTED_IDS;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;
import io.gristmill.tokens.TokenRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Rows of our own tables of tokens. */
final class ReadyRows {

  private ReadyRows() {}

  /** The example of a row, or each of a packed one. */
  static List<LessonReading> examples(JsonNode record) {
    LessonReading whole = example(record);
    if (!(whole instanceof LessonReading.Ready ready) || !record.hasNonNull(LENGTHS)) {
      return List.of(whole);
    }
    Optional<int[]> lengths = Columns.tokens(record.path(LENGTHS), 1);
    return lengths.filter(l -> Arrays.stream(l).sum() == ready.example().length()).isPresent()
        ? parts(ready.example(), lengths.get())
        : List.of(
            new Unusable(
                "lengths-do-not-fit", "field \"lengths\" must add up to those of input_ids"));
  }

  private static List<LessonReading> parts(TokenExample row, int[] lengths) {
    List<LessonReading> parts = new ArrayList<>();
    int from = 0;
    for (int length : lengths) {
      int[] ids = new int[length];
      BitSet answers = new BitSet();
      for (int i = 0; i < length; i++) {
        ids[i] = row.id(from + i);
        answers.set(i, row.isAnswer(from + i));
      }
      parts.add(new LessonReading.Ready(TokenExample.of(answers, ids)));
      from += length;
    }
    return parts;
  }

  private static LessonReading example(JsonNode record) {
    Optional<int[]> ids = Columns.tokens(record.path(IDS), 0);
    if (ids.isEmpty()) {
      return noTokens(IDS);
    }
    if (!record.hasNonNull(LABELS)) {
      return new LessonReading.Ready(TokenExample.of(0, ids.get()));
    }
    Optional<int[]> labels = Columns.tokens(record.path(LABELS), TokenRows.IGNORED);
    return labels.filter(given -> given.length == ids.get().length).isPresent()
        ? example(ids.get(), labels.get())
        : new Unusable(
            "labels-do-not-fit", "field \"labels\" must have a number for each of input_ids");
  }

  private static LessonReading example(int[] ids, int[] labels) {
    BitSet answers = new BitSet();
    for (int i = 0; i < ids.length; i++) {
      if (labels[i] != TokenRows.IGNORED && labels[i] != ids[i]) {
        return new Unusable(
            "labels-do-not-fit",
            "label %d is %d, must be the token itself (%d) or -100"
                .formatted(i, labels[i], ids[i]));
      }
      answers.set(i, labels[i] == ids[i]);
    }
    return new LessonReading.Ready(TokenExample.of(answers, ids));
  }

  static PairReading pair(JsonNode record) {
    Optional<int[]> prompt = Columns.tokens(record.path(PROMPT_IDS), 0);
    Optional<int[]> chosen = Columns.tokens(record.path(CHOSEN_IDS), 0);
    Optional<int[]> rejected = Columns.tokens(record.path(REJECTED_IDS), 0);
    if (prompt.isEmpty() || chosen.isEmpty() || rejected.isEmpty()) {
      return noTokens(prompt.isEmpty() ? PROMPT_IDS : chosen.isEmpty() ? CHOSEN_IDS : REJECTED_IDS);
    }
    return new PairReading.Ready(PairTokens.of(prompt.get(), chosen.get(), rejected.get()));
  }

  private static Unusable noTokens(String field) {
    return new Unusable(
        "no-tokens", "field \"" + field + "\" must be a list of whole numbers of at least 0");
  }
}
