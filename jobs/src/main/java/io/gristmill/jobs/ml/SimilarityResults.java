package io.gristmill.jobs.ml;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** From rows that go, by number, to the rows of users. */
final class SimilarityResults {

  /** Columns of an answer: the row that goes, the one that stays in its place, how similar. */
  static final String ROW = "row";

  static final String MATCH = "match";
  static final String SIMILARITY = "similarity";

  /** The column of {@link #ids} besides {@link #MATCH}. */
  static final String ID = "id";

  private SimilarityResults() {}

  /** What decides which row is earlier. */
  static List<Column> order(SimilarityParams<?> stage) {
    return List.of(Columns.of(stage.getOrderCol()));
  }

  /** As far as these columns are there: the order, then the id. */
  static List<Column> order(SimilarityParams<?> stage, StructType schema) {
    List<String> names = List.of(schema.fieldNames());
    List<Column> order = new ArrayList<>();
    for (String name : List.of(stage.getOrderCol(), stage.getIdCol())) {
      if (names.contains(name)
          && Columns.isOrderable(schema.fields()[names.indexOf(name)].dataType())) {
        order.add(Columns.of(name));
      }
    }
    return order;
  }

  /**
   * The id of every row that can be a witness.
   *
   * @param number what the row is known by in the search
   */
  static Dataset<Row> ids(NumberedRows rows, Column id, Column number) {
    return rows.rows().select(number.as(MATCH), id.as(ID));
  }

  /**
   * The rows without those that go, or all of them with the columns of marks.
   *
   * @param removals {@link #ROW} by number in {@code rows}, {@link #MATCH}, {@link #SIMILARITY}
   * @param ids {@link #MATCH} and {@link #ID}; asked for where marks are wanted
   */
  static Dataset<Row> result(
      SimilarityParams<?> stage,
      NumberedRows rows,
      Dataset<Row> removals,
      Supplier<Dataset<Row>> ids) {
    if (stage.getAction().equals(Action.REMOVE)) {
      return rows.without(removals.select(col(ROW).as(rows.number())));
    }
    return rows.with(
        removals
            .join(ids.get(), new String[] {MATCH})
            .select(
                col(ROW).as(rows.number()),
                col(ID).as(stage.getMatchIdCol()),
                col(SIMILARITY).as(stage.getSimilarityCol())));
  }
}
