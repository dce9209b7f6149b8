package io.gristmill.jobs.table;

import static org.apache.spark.sql.functions.col;

import io.gristmill.mix.Split;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The splits that examples are in, as folders of what is written of them. */
public final class Splits {

  /** The split of a data set whose examples are in none. */
  public static final String ALL = Split.TRAIN.key();

  private static final int MAX_SPLITS = 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");
  private static final List<String> FIRST =
      List.of(Split.TRAIN.key(), Split.VALIDATION.key(), Split.TEST.key());

  private Splits() {}

  /**
   * The names of the splits, train, validation and test first; none unless each example is in one
   * whose name can be that of a folder.
   */
  public static List<String> of(Dataset<Row> examples) {
    return of(examples, col(ExamplesTable.METADATA).getItem(Split.KEY));
  }

  /**
   * The same of rows that say it elsewhere.
   *
   * @param split the name, null or empty where a row is in none
   */
  public static List<String> of(Dataset<Row> rows, Column split) {
    List<Row> found =
        rows.select(split)
            .distinct()
            .limit(MAX_SPLITS + 1)
            .collectAsList(); // a bounded number of names
    List<String> names = new ArrayList<>();
    for (Row row : found) {
      if (row.isNullAt(0) || !NAME.matcher(row.getString(0)).matches()) {
        return List.of();
      }
      names.add(row.getString(0));
    }
    names.sort(Comparator.comparingInt(Splits::rank).thenComparing(Comparator.naturalOrder()));
    return names.size() > MAX_SPLITS ? List.of() : List.copyOf(names);
  }

  private static int rank(String name) {
    int rank = FIRST.indexOf(name);
    return rank < 0 ? FIRST.size() : rank;
  }
}
