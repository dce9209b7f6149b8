package io.gristmill.jobs.io;

import io.gristmill.check.UserException;
import io.gristmill.manifest.InputRecord;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads files as records without Spark: all formats of ingest, in the order of file names and of
 * records in a file.
 */
public final class RecordFiles {

  private final InputPlan plan;
  private final Configuration conf;

  private RecordFiles(InputPlan plan, Configuration conf) {
    this.plan = plan;
    this.conf = conf;
  }

  /** Receives every record. */
  @FunctionalInterface
  public interface RecordConsumer {
    /**
     * @param file path of the file, for messages
     */
    void accept(String file, SourceRecord record);
  }

  /**
   * Lists and inspects the files.
   *
   * @param inputs files, directories and glob patterns
   * @throws UserException if a path is missing, unreadable or empty, or a format is unknown
   */
  public static RecordFiles of(List<String> inputs) {
    Configuration conf = PlainLocalFiles.configuration();
    InputConfig unsliced = InputConfig.standard().withMaxPartitionBytes(Long.MAX_VALUE);
    return new RecordFiles(InputPlan.of(inputs, unsliced, conf), conf);
  }

  public List<InputRecord> records() {
    return plan.records();
  }

  /** Reads all records; those that cannot be read have an error instead of a value. */
  public void forEach(RecordConsumer consumer) {
    for (FileSlice slice : plan.slices()) {
      try (Records records = SliceReader.open(slice, plan.config(), conf, 0)) {
        records.forEachRemaining(record -> consumer.accept(slice.file().displayPath(), record));
      }
    }
  }
}
