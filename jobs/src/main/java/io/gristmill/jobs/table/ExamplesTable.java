package io.gristmill.jobs.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.record.Example;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/** The table {@code examples}: one {@link Example} per row. */
public final class ExamplesTable {

  public static final String ID = "id";
  public static final String POSITION = "position";
  public static final String INSTRUCTION = "instruction";
  public static final String INPUT = "input";
  public static final String OUTPUT = "output";
  public static final String SOURCE = "source";
  public static final String RECIPE = "recipe";
  public static final String PARENTS = "parents";
  public static final String METADATA = "metadata";
  public static final String SCORE = "score";

  public static final StructType SCHEMA =
      new StructType()
          .add(ID, StringType, false)
          .add(POSITION, LongType, false)
          .add(INSTRUCTION, StringType, false)
          .add(INPUT, StringType, false)
          .add(OUTPUT, StringType, false)
          .add(SOURCE, StringType, false)
          .add(RECIPE, StringType, false)
          .add(PARENTS, DataTypes.createArrayType(StringType, false), false)
          .add(METADATA, DataTypes.createMapType(StringType, StringType, false), false)
          .add(SCORE, DoubleType, true);

  private static final String ENTRY = "_entry";

  private ExamplesTable() {}

  public static Encoder<Row> encoder() {
    return Encoders.row(SCHEMA);
  }

  /** Converts an example to a row; metadata is in key order, so equal examples have equal bytes. */
  @SuppressWarnings("deprecation") // the one converter that Scala 2.12 and 2.13 share
  public static Row write(Example example) {
    return RowFactory.create(
        example.id(),
        example.position(),
        example.instruction(),
        example.input(),
        example.output(),
        example.source(),
        example.recipe(),
        example.parents().toArray(new String[0]),
        JavaConverters.mapAsScalaMap(new TreeMap<>(example.metadata())),
        example.score());
  }

  /**
   * Sets one metadata entry, in key order; rows with a null value stay unchanged.
   *
   * @param value a string expression over the columns of {@code rows}
   */
  public static Dataset<Row> withMetadata(Dataset<Row> rows, String key, Column value) {
    String entry = "struct('%1$s' as key, %2$s as value)".formatted(key, ENTRY);
    String entries =
        "concat(filter(map_entries(%s), e -> e.key != '%s'), array(%s))"
            .formatted(METADATA, key, entry);
    return rows.withColumn(ENTRY, value)
        .withColumn(
            METADATA,
            when(col(ENTRY).isNull(), col(METADATA))
                .otherwise(expr("map_from_entries(array_sort(" + entries + "))")))
        .drop(ENTRY);
  }

  /** Converts a row that has (at least) the columns of {@link #SCHEMA} to an example. */
  public static Example read(Row row) {
    return new Example(
        row.getAs(ID),
        row.<Long>getAs(POSITION),
        row.getAs(INSTRUCTION),
        row.getAs(INPUT),
        row.getAs(OUTPUT),
        row.getAs(SOURCE),
        row.getAs(RECIPE),
        row.getList(row.fieldIndex(PARENTS)),
        row.getJavaMap(row.fieldIndex(METADATA)),
        row.getAs(SCORE));
  }
}
