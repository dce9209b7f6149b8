package io.gristmill.jobs.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.io.JsonValueParser;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.record.parse.ParseFailure;
import io.gristmill.record.parse.ParseResult;
import io.gristmill.record.parse.ParsedExample;
import io.gristmill.record.parse.RecordParser;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads any Spark data source as classified rows. A data source has no inherent order, so rows are
 * ranked by the configured columns, then by the JSON of the row; without such columns by the id of
 * the example, then by the JSON.
 */
final class SparkRows implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String JSON = "json";

  private final SparkSource source;
  private final RecordParser parser;
  private final int maxRejectChars;

  SparkRows(SparkSource source, RecordParser parser, int maxRejectChars) {
    this.source = source;
    this.parser = parser;
    this.maxRejectChars = maxRejectChars;
  }

  /**
   * Loads and classifies the rows.
   *
   * @param paths paths to load; empty for sources without paths
   * @throws UserException if Spark does not know the data source, the table or a column
   */
  Dataset<Row> classified(SparkSession spark, List<String> paths) {
    return classified(() -> ranked(spark, load(spark, paths)));
  }

  /** Classifies the rows of a Spark program. */
  Dataset<Row> classified(SparkSession spark, DataFrameInput given) {
    return classified(() -> ranked(spark, given.rows(spark)));
  }

  private Dataset<Row> classified(Supplier<Dataset<Row>> rows) {
    try {
      return rows.get();
    } catch (Exception e) { // AnalysisException is checked, though nothing declares it
      throw loadError(e);
    }
  }

  private UserException loadError(Exception e) {
    if (e instanceof UserException known) {
      return known;
    }
    boolean analysis = e instanceof AnalysisException;
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new UserException(
        ExitCode.INPUT,
        "Spark cannot load %s: %s; check ingest.spark%s"
            .formatted(source.name(), message, analysis ? "" : " and the jars of the data source"),
        e);
  }

  private Dataset<Row> load(SparkSession spark, List<String> paths) {
    if (!source.table().isEmpty()) {
      return spark.read().table(source.table());
    }
    var reader = spark.read().format(source.format()).options(source.options());
    return paths.isEmpty() ? reader.load() : reader.load(paths.toArray(new String[0]));
  }

  private Dataset<Row> ranked(SparkSession spark, Dataset<Row> rows) {
    Column[] all =
        Arrays.stream(rows.columns()).map(n -> col("`" + n + "`")).toArray(Column[]::new);
    Column json = to_json(struct(all)).as(JSON);
    JavaRDD<Row> classified;
    if (source.orderBy().isEmpty()) {
      StructType sorted =
          ClassifiedRows.SCHEMA.add(JSON, DataTypes.StringType).add("part", DataTypes.IntegerType);
      JavaRDD<Row> parts = rows.select(json).javaRDD().flatMap(row -> rows(row.getString(0), true));
      classified = spark.createDataFrame(parts, sorted).orderBy("id", JSON, "part").javaRDD();
    } else {
      List<Column> order = new ArrayList<>(source.orderBy().stream().map(n -> col(n)).toList());
      order.add(to_json(struct(all)));
      classified =
          rows.orderBy(order.toArray(new Column[0]))
              .select(json)
              .javaRDD()
              .flatMap(row -> rows(row.getString(0), false));
    }
    JavaRDD<Row> placed = classified.zipWithIndex().map(row -> withPosition(row._1(), row._2()));
    return spark.createDataFrame(placed, ClassifiedRows.SCHEMA);
  }

  /** A classified row at its position, without the sort columns. */
  private static Row withPosition(Row row, long position) {
    Object[] values = Arrays.copyOf(DataFrames.values(row), ClassifiedRows.SCHEMA.length());
    values[1] = position;
    return RowFactory.create(values);
  }

  private Iterator<Row> rows(String json, boolean withKeys) throws JsonProcessingException {
    List<Row> rows = new ArrayList<>();
    for (ParseResult result : parser.parse(JsonValueParser.parse(json), source.name())) {
      Row row = row(result, json);
      rows.add(withKeys ? DataFrames.append(row, json, rows.size()) : row);
    }
    return rows.iterator();
  }

  private Row row(ParseResult result, String json) {
    if (result instanceof ParsedExample parsed) {
      return ClassifiedRows.kept(parsed.withPosition(0));
    }
    ParseFailure failure = (ParseFailure) result;
    String text = json.substring(0, Math.min(json.length(), maxRejectChars));
    return ClassifiedRows.rejected(
        0, failure.rule(), source.name() + ": " + failure.reason(), text);
  }
}
