package io.gristmill.manifest;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The document {@code run.json}, which describes one run. It contains no secrets.
 *
 * @param gristmill version of Gristmill
 * @param job the subcommand
 * @param outcome {@code running}, {@code done} or {@code failed}
 * @param fingerprint hash of everything that determines the result; equal fingerprints mean equal
 *     bytes
 * @param spark version of Spark; null if the run did not use Spark
 * @param started start time, ISO 8601 in UTC
 * @param ended end time; null while it runs
 * @param format format of the tables ({@code parquet} or {@code jsonl}) or of the model ({@code
 *     safetensors})
 * @param settings every setting by dotted key; values of secrets are hidden
 * @param inputs the input files with their hashes
 * @param stages the records of the stages, in order
 * @param counts rows read, kept and dropped (by {@code stage/rule}) over all stages
 * @param error why it failed; null if it did not
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

  /** Checks the fields that every reader needs. */
  public RunRecord {
    Objects.requireNonNull(job, "job is missing");
    Objects.requireNonNull(outcome, "outcome is missing");
    Objects.requireNonNull(fingerprint, "fingerprint is missing");
    Objects.requireNonNull(stages, "stages are missing");
    Objects.requireNonNull(counts, "counts are missing");
  }

  /**
   * Totals of a run. {@code read = kept + dropped} holds if no stage creates rows and every stage
   * reads the table of the previous stage.
   *
   * @param read rows that the first stage read
   * @param kept rows in the result
   * @param dropped rows dropped by all stages
   */
  public record Counts(long read, long kept, long dropped, Map<String, Long> droppedByRule) {}
}
