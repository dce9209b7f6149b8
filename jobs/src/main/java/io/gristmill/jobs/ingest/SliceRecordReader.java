package io.gristmill.jobs.ingest;

import io.gristmill.jobs.io.FileSlice;
import io.gristmill.jobs.io.InputConfig;
import io.gristmill.jobs.io.Records;
import io.gristmill.jobs.io.SliceCount;
import io.gristmill.jobs.io.SliceReader;
import io.gristmill.jobs.io.SourceRecord;
import io.gristmill.record.parse.ParseFailure;
import io.gristmill.record.parse.ParseResult;
import io.gristmill.record.parse.ParsedExample;
import io.gristmill.record.parse.RecordParser;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** Reads slices in Spark tasks. */
final class SliceRecordReader implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Rule for a row without a position in a table; the rows are then ranked anew. */
  private static final String NO_POSITION = "no-place";

  private final InputConfig config;
  private final RecordParser parser;
  private final boolean keepPositions;
  private final SerializableConfiguration conf;

  /**
   * @param keepPositions whether rows of a Gristmill table keep their positions
   * @param conf Hadoop configuration of the file systems
   */
  SliceRecordReader(
      InputConfig config,
      RecordParser parser,
      boolean keepPositions,
      SerializableConfiguration conf) {
    this.config = config;
    this.parser = parser;
    this.keepPositions = keepPositions;
    this.conf = conf;
  }

  Records open(SliceTask task) {
    return SliceReader.open(task.slice(), config, conf.value(), task.linesBefore());
  }

  SliceCount count(FileSlice slice) {
    return SliceCount.of(
        slice, config, conf.value(), record -> parse(record, slice.file().name()).size());
  }

  List<ParseResult> parse(SourceRecord record, String file) {
    return record.node() == null
        ? List.of(new ParseFailure(rule(record), reason(record)))
        : parser.parse(record.node(), file);
  }

  private static String rule(SourceRecord record) {
    return record.error() == null ? "unreadable" : record.error().rule();
  }

  private static String reason(SourceRecord record) {
    return record.error() == null ? "no value" : record.error().reason();
  }

  /**
   * The row of one result.
   *
   * @param rank its rank among all rows of the input
   */
  Row row(ParseResult result, SourceRecord record, String file, long rank) {
    if (result instanceof ParsedExample parsed) {
      Long own = keepPositions ? parsed.position() : Long.valueOf(rank);
      return own == null
          ? ClassifiedRows.rejected(rank, NO_POSITION, "", "")
          : ClassifiedRows.kept(parsed.withPosition(own));
    }
    ParseFailure failure = (ParseFailure) result;
    String detail = file + ":" + record.place() + ": " + failure.reason();
    return ClassifiedRows.rejected(
        rank, failure.rule(), detail, record.text(config.maxRejectBytes()));
  }
}
