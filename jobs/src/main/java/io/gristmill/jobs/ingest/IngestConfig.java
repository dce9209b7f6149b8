package io.gristmill.jobs.ingest;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.io.FormatChoice;
import io.gristmill.jobs.io.InputConfig;
import io.gristmill.record.ContentId;
import io.gristmill.record.shape.MetadataRule;
import io.gristmill.record.shape.Shape;
import io.gristmill.record.shape.ShapeRules;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The block {@code ingest} of reference.conf.
 *
 * @param files how files are read
 * @param shapes how records are understood
 * @param spark what Spark loads, where {@code files.format} is {@code SPARK}
 */
public record IngestConfig(InputConfig files, ShapeRules shapes, SparkSource spark)
    implements Serializable {

  private static final int LARGEST_RECORD = 1 << 30;
  private static final int LARGEST_REJECT = 1 << 24;

  /** The defaults. */
  public static IngestConfig standard() {
    return new IngestConfig(InputConfig.standard(), ShapeRules.standard(), SparkSource.NONE);
  }

  /** Reads the block; whatever is wrong is noted with the reader. */
  public static IngestConfig read(SettingsReader ingest) {
    FormatChoice format = ingest.choice("format", FormatChoice.class);
    SettingsReader csv = ingest.below("csv");
    InputConfig files =
        new InputConfig(
            format,
            character(csv, "separator", InputConfig.LIKELIEST),
            character(csv, "quote", '"'),
            ingest.whole("slice-bytes", 1, Long.MAX_VALUE),
            ingest.integer("max-record-bytes", 1, LARGEST_RECORD),
            ingest.integer("reject-bytes", 0, LARGEST_REJECT));
    return new IngestConfig(files, shapes(ingest), spark(ingest, format));
  }

  private static ShapeRules shapes(SettingsReader ingest) {
    Map<String, String> columns = new TreeMap<>(ingest.map("columns"));
    if (!ShapeRules.targets().containsAll(columns.keySet())) {
      ingest.problem(
          "columns", "an object with names among " + String.join(", ", ShapeRules.targets()));
      columns.keySet().retainAll(ShapeRules.targets());
    }
    return new ShapeRules(
        ingest.choice("shape", Shape.class), columns, MetadataRule.of(ingest.text("metadata")));
  }

  private static SparkSource spark(SettingsReader ingest, FormatChoice format) {
    SettingsReader spark = ingest.below("spark");
    SparkSource source =
        new SparkSource(
            spark.text("format"),
            spark.text("table"),
            spark.map("options"),
            spark.texts("order-by"));
    if (format == FormatChoice.SPARK && source.format().isEmpty() == source.table().isEmpty()) {
      spark.problem("format", "set, or ingest.spark.table instead of it, with ingest.format=spark");
    }
    return source;
  }

  private static char character(SettingsReader reader, String key, char otherwise) {
    String text = reader.text(key).equals("\\t") ? "\t" : reader.text(key);
    boolean one = text.length() == 1 && text.charAt(0) < 128 && "\r\n".indexOf(text) < 0;
    if (!one && !text.isEmpty()) {
      reader.problem(key, "one ASCII character");
    }
    return one ? text.charAt(0) : otherwise;
  }

  /**
   * All that decides the result, as text; the size of slices does not. Options of a source are
   * hashed, for they may hold a password.
   */
  String canonical() {
    return "quote=%d max=%d kept=%d shapes=%s spark=%s/%s/%s/%s"
        .formatted(
            (int) files.quote(),
            files.maxRecordBytes(),
            files.rejectBytes(),
            shapes,
            spark.format(),
            spark.table(),
            ContentId.ofParts(spark.options().toString()),
            spark.orderBy());
  }
}
