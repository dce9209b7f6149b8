package io.gristmill.summary;

import io.gristmill.manifest.StageRecord;

/**
 * The sentence that a finished stage leaves in the log: {@code dedup: read 522 rows, kept 430,
 * dropped 92 (near-duplicate-instruction 92) in 3.1 s}.
 */
public final class StageLine {

  private StageLine() {}

  /** Counts, time and notes of a stage on one line. */
  public static String of(StageRecord stage) {
    String notes = String.join("; ", StageNotes.of(stage, true));
    String dropped = stage.dropped().isEmpty() ? "" : " (" + Figures.counts(stage.dropped()) + ")";
    return "%s: read %s, kept %s, dropped %s%s in %s%s"
        .formatted(
            stage.name(),
            Figures.count(stage.read(), "row"),
            Figures.count(stage.kept()),
            Figures.count(stage.totalDropped()),
            dropped,
            Figures.duration(stage.seconds()),
            notes.isEmpty() ? "" : "; " + notes);
  }
}
