package io.gristmill.jobs.ingest;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.io.FileFormatOption;
import io.gristmill.jobs.io.InputConfig;
import io.gristmill.record.ContentId;
import io.gristmill.record.parse.MetadataSelection;
import io.gristmill.record.parse.ParseRules;
import io.gristmill.record.parse.RecordFormat;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings of the block {@code ingest} of reference.conf.
 *
 * @param files the settings for reading files
 * @param parsing the rules for parsing records
 * @param spark the Spark data source if {@code files.format} is {@code SPARK}
 */
public record IngestConfig(InputConfig files, ParseRules parsing, SparkSource spark)
    implements Serializable {

  private static final int MAX_RECORD_BYTES = 1 << 30;
  private static final int MAX_REJECT_BYTES = 1 << 24;

  /** The defaults of reference.conf. */
  public static IngestConfig standard() {
    return new IngestConfig(InputConfig.standard(), ParseRules.standard(), SparkSource.NONE);
  }

  public static IngestConfig read(SettingsReader ingest) {
    FileFormatOption format = ingest.choice("format", FileFormatOption.class);
    SettingsReader csv = ingest.below("csv");
    InputConfig files =
        new InputConfig(
            format,
            character(csv, "delimiter", InputConfig.DETECT_DELIMITER),
            character(csv, "quote", '"'),
            ingest.whole("max-partition-bytes", 1, Long.MAX_VALUE),
            ingest.integer("max-record-bytes", 1, MAX_RECORD_BYTES),
            ingest.integer("max-reject-bytes", 0, MAX_REJECT_BYTES));
    return new IngestConfig(files, parseRules(ingest), spark(ingest, format));
  }

  private static ParseRules parseRules(SettingsReader ingest) {
    Map<String, String> columns = new TreeMap<>(ingest.map("columns"));
    if (!ParseRules.targets().containsAll(columns.keySet())) {
      ingest.problem(
          "columns", "an object with keys among " + String.join(", ", ParseRules.targets()));
      columns.keySet().retainAll(ParseRules.targets());
    }
    return new ParseRules(
        ingest.choice("dataset-format", RecordFormat.class),
        columns,
        MetadataSelection.of(ingest.text("metadata")));
  }

  private static SparkSource spark(SettingsReader ingest, FileFormatOption format) {
    SettingsReader spark = ingest.below("spark");
    SparkSource source =
        new SparkSource(
            spark.text("format"),
            spark.text("table"),
            spark.map("options"),
            spark.texts("order-by"));
    if (format == FileFormatOption.SPARK && source.format().isEmpty() == source.table().isEmpty()) {
      spark.problem("format", "set if ingest.format = spark, or else ingest.spark.table");
    }
    return source;
  }

  private static char character(SettingsReader reader, String key, char fallback) {
    String text = reader.text(key).equals("\\t") ? "\t" : reader.text(key);
    boolean one = text.length() == 1 && text.charAt(0) < 128 && "\r\n".indexOf(text) < 0;
    if (!one && !text.isEmpty()) {
      reader.problem(key, "one ASCII character");
    }
    return one ? text.charAt(0) : fallback;
  }

  /**
   * A text of all settings that determine the result; the size of slices does not. Options of a
   * data source are hashed, since they may contain a password.
   */
  String canonical() {
    return "quote=%d max=%d kept=%d shapes=%s spark=%s/%s/%s/%s"
        .formatted(
            (int) files.quote(),
            files.maxRecordBytes(),
            files.maxRejectBytes(),
            parsing,
            spark.format(),
            spark.table(),
            ContentId.ofParts(spark.options().toString()),
            spark.orderBy());
  }
}
