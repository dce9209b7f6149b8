package io.gristmill.summary;

import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The summary that is printed at the end of a run: counts by stage and rule, rows by split, notes
 * on the stages, and where to look next.
 *
 * @param unchanged whether an earlier run had produced the same result
 * @param places the files and folders to look at, in this order
 */
public record RunSummary(RunRecord run, boolean unchanged, List<Place> places) {

  private static final String INDENT = "  ";

  /** An entry under "Where to look next": what the path holds, or a command that shows it. */
  public record Place(String label, String path, String description) {}

  /** The text, without a final line break. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(headline());
    addSection(lines, "", stageTable());
    addSection(lines, "What the stages did", notes());
    addSection(lines, "", SplitTable.of(run.stages()));
    addSection(lines, "Where to look next", placeTable());
    return String.join("\n", lines);
  }

  private static void addSection(List<String> lines, String title, List<String> section) {
    if (section.isEmpty()) {
      return;
    }
    lines.add("");
    if (title.isEmpty()) {
      lines.addAll(section);
    } else {
      lines.add(title);
      section.forEach(line -> lines.add(INDENT + line));
    }
  }

  private String headline() {
    RunRecord.Counts counts = run.counts();
    String rows =
        "read %s, kept %s, dropped %s"
            .formatted(
                Figures.count(counts.read(), "row"),
                Figures.count(counts.kept()),
                Figures.count(counts.dropped()));
    return unchanged
        ? "%s: nothing to do, an earlier run with the same input, settings and code %s"
            .formatted(run.job(), rows)
        : "%s: %s%s".formatted(run.job(), rows, time());
  }

  private String time() {
    @Nullable String ended = run.ended();
    try {
      return ended == null
          ? ""
          : " in "
              + Figures.duration(
                  Duration.between(Instant.parse(run.started()), Instant.parse(ended)).toSeconds());
    } catch (DateTimeParseException unknown) {
      return "";
    }
  }

  private List<String> stageTable() {
    if (run.stages().isEmpty()) {
      return List.of();
    }
    TextTable table = new TextTable(true);
    table.add("stage", "read", "kept", "dropped", "time");
    for (StageRecord stage : run.stages()) {
      table.add(
          stage.name(),
          Figures.count(stage.read()),
          Figures.count(stage.kept()),
          Figures.count(stage.totalDropped()),
          Figures.duration(stage.seconds()));
      stage.dropped().entrySet().stream()
          .sorted(
              Comparator.comparingLong((Map.Entry<String, Long> rule) -> -rule.getValue())
                  .thenComparing(Map.Entry::getKey))
          .forEach(
              rule -> table.add(INDENT + rule.getKey(), "", "", Figures.count(rule.getValue())));
    }
    return table.lines();
  }

  private List<String> notes() {
    TextTable table = new TextTable(false);
    ModelUse total = ModelUse.NONE;
    int users = 0;
    for (StageRecord stage : run.stages()) {
      String name = stage.name();
      for (String note : StageNotes.of(stage, false)) {
        table.add(name, note);
        name = "";
      }
      StageFacts facts = StageFacts.of(stage);
      if (facts.has("requests")) {
        total = total.plus(ModelUse.of(facts));
        users++;
      }
    }
    if (users > 1) {
      table.add("all models", total.toString());
    }
    return table.lines();
  }

  private List<String> placeTable() {
    TextTable table = new TextTable(false);
    places.forEach(place -> table.add(place.label(), place.path(), place.description()));
    return table.lines();
  }
}
