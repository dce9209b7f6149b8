package io.gristmill.summary;

import io.gristmill.manifest.StageRecord;
import java.util.Locale;

/**
 * The sentence that a finished stage leaves in the log: {@code dedup: read 522 rows, kept 430,
 * dropped 92 (near-duplicate-instruction 92) in 3.1 s}.
 */
public final class StageLine {

  private StageLine() {}

  /** Counts, time and notes of a stage on one line. */
  public static String of(StageRecord stage) {
    String notes = String.join("; ", StageNotes.of(stage));
    return String.format(
        Locale.ROOT,
        "%s: %s in %s%s",
        stage.name(),
        counts(stage),
        Figures.duration(stage.seconds()),
        notes.isEmpty() ? "" : "; " + notes);
  }

  private static String counts(StageRecord stage) {
    String dropped = stage.dropped().isEmpty() ? "" : " (" + Figures.counts(stage.dropped()) + ")";
    return "read "
        + Figures.count(stage.read(), "row")
        + ", kept "
        + Figures.count(stage.kept())
        + ", dropped "
        + Figures.count(stage.totalDropped())
        + dropped;
  }
}
