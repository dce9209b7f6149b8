package io.gristmill.jobs.llm;

import io.gristmill.llm.budget.Price;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies segments on all executors and repairs damaged ones. */
final class StoreRecovery {

  private static final Logger LOG = LoggerFactory.getLogger(StoreRecovery.class);

  private static final int MAX_LISTED_OFFSETS = 20;
  private static final int MAX_TASKS = 1000;

  private final SparkSession spark;
  private final String responses;
  private final Price price;
  private final SerializableConfiguration configuration;

  StoreRecovery(SparkSession spark, String responses, Price price) {
    this.spark = spark;
    this.responses = responses;
    this.price = price;
    this.configuration = new SerializableConfiguration(spark.sparkContext().hadoopConfiguration());
  }

  SerializableConfiguration configuration() {
    return configuration;
  }

  /** Summarizes all segments, in the order of their names. */
  List<SegmentSummary> summarize() throws IOException {
    List<SegmentName> names = List.copyOf(folder(responses, configuration).list().keySet());
    if (names.isEmpty()) {
      return List.of();
    }
    String from = responses;
    Price today = price;
    SerializableConfiguration settings = configuration;
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(names, Math.min(names.size(), MAX_TASKS))
        .map(name -> SegmentSummary.of(folder(from, settings), name, today))
        .collect(); // a few numbers a file
  }

  private static SegmentFolder folder(String responses, SerializableConfiguration configuration) {
    try {
      return new SegmentFolder(responses, configuration.value());
    } catch (IOException e) {
      throw new UncheckedIOException(responses + ": " + e.getMessage(), e);
    }
  }

  /**
   * Moves the damaged lines of a segment to quarantine and the valid ones to a new segment. No
   * other process may write to the store. Safe to repeat after a crash.
   */
  void repair(SegmentSummary damaged) throws IOException {
    SegmentFolder folder = folder(responses, configuration);
    SegmentName repaired = damaged.name().repaired();
    quarantine(folder, damaged);
    try (OutputStream out = folder.createTemporary(repaired)) {
      List<IOException> failure = new ArrayList<>();
      SegmentPass.read(
          folder,
          damaged.name(),
          0,
          (key, offset, line) -> {
            try {
              out.write(line);
              out.write('\n');
            } catch (IOException e) {
              failure.add(e);
            }
          });
      if (!failure.isEmpty()) {
        throw failure.get(0);
      }
    }
    folder.publishTemporary(repaired);
    folder.delete(damaged.name());
    LOG.warn(
        "{}: {} damaged lines (at bytes {}) moved to quarantine, {}; their requests are sent again."
            + " {} valid lines kept in {}",
        folder.path(damaged.name()),
        damaged.damaged().size(),
        offsets(damaged),
        folder.quarantine(damaged.name()),
        damaged.lines(),
        repaired);
  }

  private static String offsets(SegmentSummary damaged) {
    String first =
        damaged.damaged().stream()
            .limit(MAX_LISTED_OFFSETS)
            .map(d -> String.valueOf(d[0]))
            .collect(Collectors.joining(", "));
    return first + (damaged.damaged().size() > MAX_LISTED_OFFSETS ? ", ..." : "");
  }

  private static void quarantine(SegmentFolder folder, SegmentSummary damaged) throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (FSDataInputStream in = folder.open(damaged.name());
        OutputStream out = folder.createQuarantine(damaged.name())) {
      for (long[] part : damaged.damaged()) {
        in.seek(part[0]);
        for (long left = part[1]; left > 0; ) {
          int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
          if (count < 0) {
            break;
          }
          out.write(buffer, 0, count);
          left -= count;
        }
      }
    }
  }
}
