package io.gristmill.jobs.ingest;

import io.gristmill.jobs.io.InputConfig;
import io.gristmill.jobs.io.Records;
import io.gristmill.jobs.io.Slice;
import io.gristmill.jobs.io.SliceCount;
import io.gristmill.jobs.io.SliceReader;
import io.gristmill.jobs.io.SourceRecord;
import io.gristmill.record.shape.Draft;
import io.gristmill.record.shape.Outcome;
import io.gristmill.record.shape.RecordInterpreter;
import io.gristmill.record.shape.Refusal;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** Reads slices inside tasks. */
final class Reader implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Rule of a row without a place of its own, where all should have one; leads to ranking. */
  private static final String NO_PLACE = "no-place";

  private final InputConfig config;
  private final RecordInterpreter interpreter;
  private final boolean keepsPlaces;
  private final SerializableConfiguration conf;

  /**
   * @param keepsPlaces whether rows of our own table stay at the place they have
   * @param conf where file systems are set up
   */
  Reader(
      InputConfig config,
      RecordInterpreter interpreter,
      boolean keepsPlaces,
      SerializableConfiguration conf) {
    this.config = config;
    this.interpreter = interpreter;
    this.keepsPlaces = keepsPlaces;
    this.conf = conf;
  }

  Records open(SliceTask task) {
    return SliceReader.open(task.slice(), config, conf.value(), task.linesBefore());
  }

  SliceCount count(Slice slice) {
    return SliceCount.of(
        slice, config, conf.value(), record -> outcomes(record, slice.file().name()).size());
  }

  /** What a record becomes, never nothing. */
  List<Outcome> outcomes(SourceRecord record, String file) {
    return record.node() == null
        ? List.of(new Refusal(rule(record), reason(record)))
        : interpreter.read(record.node(), file);
  }

  private static String rule(SourceRecord record) {
    return record.fault() == null ? "unreadable" : record.fault().rule();
  }

  private static String reason(SourceRecord record) {
    return record.fault() == null ? "no value" : record.fault().reason();
  }

  /**
   * The row of one outcome.
   *
   * @param rank its place among all rows of the input
   */
  Row row(Outcome outcome, SourceRecord record, String file, long rank) {
    if (outcome instanceof Draft draft) {
      Long own = keepsPlaces ? draft.position() : Long.valueOf(rank);
      return own == null
          ? Classified.rejected(rank, NO_PLACE, "", "")
          : Classified.kept(draft.at(own));
    }
    Refusal refusal = (Refusal) outcome;
    String detail = file + ":" + record.place() + ": " + refusal.reason();
    return Classified.rejected(rank, refusal.rule(), detail, record.text(config.rejectBytes()));
  }
}
