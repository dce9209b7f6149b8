package io.gristmill.manifest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The document {@code run.json}: all there is to know of one run, without secrets.
 *
 * @param gristmill version of the program
 * @param job the subcommand
 * @param outcome {@code running}, {@code done} or {@code failed}
 * @param fingerprint hash of everything that decides the result; equal fingerprint, equal bytes
 * @param spark version of Spark it ran on, where it needed any
 * @param started when it started, ISO-8601 in UTC
 * @param ended when it ended, where it has
 * @param format of the tables: {@code parquet} or {@code jsonl}; of a model: {@code safetensors}
 * @param settings every setting by dotted key, values of secret keys hidden
 * @param inputs the input files with their hashes
 * @param stages what each stage did, in order
 * @param counts rows read, kept and dropped (by {@code stage/rule}) over all stages
 * @param error why it failed, where it did
 */
public record RunRecord(
    String gristmill,
    String job,
    String outcome,
    String fingerprint,
    @Nullable String spark,
    String started,
    @Nullable String ended,
    String format,
    Map<String, Object> settings,
    List<InputRecord> inputs,
    List<StageRecord> stages,
    Counts counts,
    @Nullable String error) {

  public static final String RUNNING = "running";
  public static final String DONE = "done";
  public static final String FAILED = "failed";

  /** What every reader relies on must be there, or the document is no run. */
  public RunRecord {
    Objects.requireNonNull(job, "job is missing");
    Objects.requireNonNull(outcome, "outcome is missing");
    Objects.requireNonNull(fingerprint, "fingerprint is missing");
    Objects.requireNonNull(stages, "stages are missing");
    Objects.requireNonNull(counts, "counts are missing");
  }

  /**
   * Totals of a run. Where no stage makes rows of others and none reads an earlier table than that
   * of the stage before, {@code read = kept + dropped}.
   *
   * @param read rows that the first stage got
   * @param kept rows of the result
   * @param dropped rows that all stages dropped together
   */
  public record Counts(long read, long kept, long dropped, Map<String, Long> droppedByRule) {}
}
