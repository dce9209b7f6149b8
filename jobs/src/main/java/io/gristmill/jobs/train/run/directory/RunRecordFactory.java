package io.gristmill.jobs.train.run.directory;

import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.jobs.train.tracking.Clocks;
import io.gristmill.manifest.InputRecord;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates the records of a training for {@code run.json}.
 *
 * @param settings every setting by dotted key, secrets hidden
 */
public record RunRecordFactory(
    String version,
    String job,
    String fingerprint,
    Map<String, Object> settings,
    List<InputRecord> files,
    String started,
    long startedNanos) {

  private static final RunRecord.Counts NONE = new RunRecord.Counts(0, 0, 0, Map.of());

  public static RunRecordFactory start(
      String version,
      String job,
      String fingerprint,
      Map<String, Object> settings,
      List<InputRecord> files) {
    return new RunRecordFactory(
        version, job, fingerprint, settings, files, now(), System.nanoTime());
  }

  /** The record of a run whose files are being removed; its fingerprint matches no run. */
  public static RunRecord overwritten(RunRecord last) {
    RunRecordFactory log =
        start(last.gristmill(), last.job(), "overwritten", last.settings(), last.inputs());
    return log.failed("overwritten");
  }

  public RunRecord running() {
    return record(RunRecord.RUNNING, null, List.of(), NONE, null);
  }

  public RunRecord failed(String error) {
    return record(RunRecord.FAILED, now(), List.of(), NONE, error);
  }

  public RunRecord done(RunRecord.Counts counts, LoopState end, Map<String, Object> more) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("steps", end.step());
    facts.put("tokens", end.tokens());
    if (end.best() != null) {
      facts.put("best-step", end.best().step());
      facts.put("best-value", end.best().value());
    }
    facts.putAll(more);
    StageRecord stage =
        new StageRecord(
            job,
            fingerprint,
            counts.read(),
            counts.kept(),
            counts.droppedByRule(),
            0,
            facts,
            (System.nanoTime() - startedNanos) / 1e9);
    return record(RunRecord.DONE, now(), List.of(stage), counts, null);
  }

  private RunRecord record(
      String outcome,
      @Nullable String ended,
      List<StageRecord> stages,
      RunRecord.Counts counts,
      @Nullable String error) {
    return new RunRecord(
        version,
        job,
        outcome,
        fingerprint,
        null,
        started,
        ended,
        "safetensors",
        settings,
        files,
        stages,
        counts,
        error);
  }

  private static String now() {
    Instant now = Instant.ofEpochMilli(Clocks.system().millis().getAsLong());
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
