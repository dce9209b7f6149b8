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

/** Finds the splits of a data set, for one folder per split. */
public final class Splits {

  /** The split of a data set without splits. */
  public static final String ALL = Split.TRAIN.key();

  private static final int MAX_SPLITS = 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");
  private static final List<String> STANDARD_ORDER =
      List.of(Split.TRAIN.key(), Split.VALIDATION.key(), Split.TEST.key());

  private Splits() {}

  /**
   * The names of the splits: train, validation and test first. Empty unless every example has a
   * split whose name is a valid folder name.
   */
  public static List<String> find(Dataset<Row> examples) {
    return find(examples, col(ExamplesTable.METADATA).getItem(Split.KEY));
  }

  /**
   * The same, with the split in another column.
   *
   * @param split name of the split; null or empty without one
   */
  public static List<String> find(Dataset<Row> rows, Column split) {
    List<Row> values =
        rows.select(split)
            .distinct()
            .limit(MAX_SPLITS + 1)
            .collectAsList(); // a bounded number of names
    List<String> names = new ArrayList<>();
    for (Row row : values) {
      if (row.isNullAt(0) || !NAME.matcher(row.getString(0)).matches()) {
        return List.of();
      }
      names.add(row.getString(0));
    }
    names.sort(Comparator.comparingInt(Splits::rank).thenComparing(Comparator.naturalOrder()));
    return names.size() > MAX_SPLITS ? List.of() : List.copyOf(names);
  }

  private static int rank(String name) {
    int rank = STANDARD_ORDER.indexOf(name);
    return rank < 0 ? STANDARD_ORDER.size() : rank;
  }
}
