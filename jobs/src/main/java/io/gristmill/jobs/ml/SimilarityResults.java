package io.gristmill.jobs.ml;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Applies the removals of a search, which are row numbers, to the rows of the user. */
final class SimilarityResults {

  /** Columns of the removals: the row, its match, their similarity. */
  static final String ROW = "row";

  static final String MATCH = "match";
  static final String SIMILARITY = "similarity";

  /** The column of {@link #ids} besides {@link #MATCH}. */
  static final String ID = "id";

  private SimilarityResults() {}

  static List<Column> order(SimilarityParams<?> stage) {
    return List.of(Columns.of(stage.getOrderCol()));
  }

  /** Returns the order column and the id column, as far as they exist. */
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
   * Returns the id of every row that can be a match.
   *
   * @param number number of the row in the search
   */
  static Dataset<Row> ids(NumberedRows rows, Column id, Column number) {
    return rows.rows().select(number.as(MATCH), id.as(ID));
  }

  /**
   * Returns the kept rows, or all rows with the added columns.
   *
   * @param removals {@link #ROW} by number in {@code rows}, {@link #MATCH}, {@link #SIMILARITY}
   * @param ids supplies {@link #MATCH} and {@link #ID}; called for {@code mark} only
   */
  static Dataset<Row> result(
      SimilarityParams<?> stage,
      NumberedRows rows,
      Dataset<Row> removals,
      Supplier<Dataset<Row>> ids) {
    if (stage.getAction().equals(CurationParamSet.REMOVE)) {
      return rows.without(removals.select(col(ROW).as(rows.number())));
    }
    return rows.with(
        removals
            .join(ids.get(), MATCH)
            .select(
                col(ROW).as(rows.number()),
                col(ID).as(stage.getMatchIdCol()),
                col(SIMILARITY).as(stage.getSimilarityCol())));
  }
}
