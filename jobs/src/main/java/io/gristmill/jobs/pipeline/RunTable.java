package io.gristmill.jobs.pipeline;

import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.PairsTable;
import io.gristmill.jobs.table.RejectsTable;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/** The tables of a run and of each of its stages. */
enum RunTable {
  ROWS(RunDirectory.ROWS, ExamplesTable.SCHEMA, ExamplesTable.POSITION),
  REJECTS(
      RunDirectory.REJECTS,
      RejectsTable.SCHEMA,
      ExamplesTable.POSITION,
      RejectsTable.STAGE,
      RejectsTable.RULE),
  PAIRS(
      RunDirectory.PAIRS,
      PairsTable.SCHEMA,
      PairsTable.LEFT_POSITION,
      PairsTable.RIGHT_POSITION,
      PairsTable.FIELD);

  private final String folder;
  private final StructType schema;
  private final List<String> order;

  RunTable(String folder, StructType schema, String... order) {
    this.folder = folder;
    this.schema = schema;
    this.order = List.of(order);
  }

  String folder() {
    return folder;
  }

  StructType schema() {
    return schema;
  }

  /** The columns that the published table is sorted by. */
  List<String> order() {
    return order;
  }
}
