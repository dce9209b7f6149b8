package io.gristmill.jobs.io;

import io.gristmill.check.UserException;
import io.gristmill.manifest.InputRecord;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Files as records for whoever knows neither Spark nor Hadoop: everything that ingest reads, in the
 * order of names and places.
 */
public final class RecordFiles {

  private final InputPlan plan;
  private final Configuration conf;

  private RecordFiles(InputPlan plan, Configuration conf) {
    this.plan = plan;
    this.conf = conf;
  }

  /** Is given every record. */
  @FunctionalInterface
  public interface RecordConsumer {
    /**
     * @param file as a person knows it
     */
    void accept(String file, SourceRecord record);
  }

  /**
   * Finds the files.
   *
   * @param inputs files, directories and patterns
   * @throws UserException when a path is missing, unreadable or empty, or a format is unknown
   */
  public static RecordFiles of(List<String> inputs) {
    Configuration conf = PlainLocalFiles.configuration();
    InputConfig whole = InputConfig.standard().withMaxPartitionBytes(Long.MAX_VALUE);
    return new RecordFiles(InputPlan.of(inputs, whole, conf), conf);
  }

  /** Changes with every change of the files or their names. */
  public String fingerprint() {
    return plan.fingerprint();
  }

  /** What was found, a line a file, and a line for all the rest of very many. */
  public List<String> describe(int maxLines) {
    return plan.describe(maxLines);
  }

  /** What a run's record says of each. */
  public List<InputRecord> records() {
    return plan.files().stream().map(InputFile::record).toList();
  }

  /** Reads everything once; records that cannot be read come with their fault. */
  public void forEach(RecordConsumer consumer) {
    for (FileSlice slice : plan.slices()) {
      try (Records records = SliceReader.open(slice, plan.config(), conf, 0)) {
        records.forEachRemaining(record -> consumer.accept(slice.file().displayPath(), record));
      }
    }
  }
}
