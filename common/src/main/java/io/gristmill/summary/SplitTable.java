package io.gristmill.summary;

import io.gristmill.manifest.StageRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Rows by split: of the table, of each exported format, and of the answers of models. */
final class SplitTable {

  private static final List<String> USUAL = List.of("train", "validation", "test");
  private static final String NO_SPLIT = "(none)";
  private static final String ALL_ROWS = "rows";

  private final Map<String, Map<String, String>> columns = new LinkedHashMap<>();
  private final Set<String> splits = new TreeSet<>();

  private SplitTable() {}

  /** The lines of the table; none if no stage reports splits. */
  static List<String> of(List<StageRecord> stages) {
    SplitTable table = new SplitTable();
    stages.forEach(table::add);
    return table.lines();
  }

  /** Training, validation and test first, rows without a split last. */
  static List<String> sorted(Collection<String> splits) {
    return splits.stream()
        .sorted(Comparator.comparingInt(SplitTable::rank).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static int rank(String split) {
    int usual = USUAL.indexOf(split);
    return split.equals(NO_SPLIT) ? USUAL.size() + 1 : usual < 0 ? USUAL.size() : usual;
  }

  private void add(StageRecord stage) {
    StageFacts facts = StageFacts.of(stage);
    facts.below("rows").counts().forEach((split, rows) -> put("rows", split, Figures.count(rows)));
    StageFacts answers = facts.below("splits");
    answers.values().keySet().forEach(split -> addAnswers(split, answers.below(split)));
    if (stage.name().equals(StageNotes.EXPORT)) {
      for (String format : facts.values().keySet()) {
        addFormat(format, facts.below(format).counts());
      }
    }
  }

  /** Without splits an export counts its rows under one name; they are in the notes. */
  private void addFormat(String format, Map<String, Long> rowsBySplit) {
    rowsBySplit.forEach(
        (split, rows) -> {
          if (!split.equals(ALL_ROWS)) {
            put(format, split, Figures.count(rows));
          }
        });
  }

  private void addAnswers(String split, StageFacts answers) {
    put("answers", split, Figures.count(answers.countOrZero("answered")));
    long compared = answers.countOrZero("compared");
    long equal = answers.countOrZero("equal");
    if (compared > 0) {
      put(
          "equal to output",
          split,
          Figures.count(equal) + " (" + Figures.percent(equal, compared) + ")");
    }
  }

  private void put(String column, String split, String cell) {
    columns.computeIfAbsent(column, name -> new LinkedHashMap<>()).put(split, cell);
    splits.add(split);
  }

  private List<String> lines() {
    if (columns.isEmpty()) {
      return List.of();
    }
    TextTable table = new TextTable(true);
    List<String> header = new ArrayList<>(List.of("split"));
    header.addAll(columns.keySet());
    table.add(header);
    for (String split : sorted(splits)) {
      List<String> row = new ArrayList<>(List.of(split));
      columns.values().forEach(column -> row.add(column.getOrDefault(split, "")));
      table.add(row);
    }
    return table.lines();
  }
}
