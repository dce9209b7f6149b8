package io.gristmill.jobs.export;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.format.Cell;
import io.gristmill.format.Format;
import io.gristmill.format.Formatted;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.mix.Split;
import io.gristmill.record.Example;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of one format as a Spark table: position, id, split, reason and detail of a skip, then
 * the columns of the format.
 */
final class FormattedTable {

  // No conflict with columns of formats, which start with a letter.
  static final String POSITION = "_position";
  static final String REASON = "_reason";
  static final String DETAIL = "_detail";
  static final String SPLIT = "_split";
  static final String ID = "_id";
  private static final int FIXED_COLUMNS = 5;

  private final Format format;

  FormattedTable(Format format) {
    this.format = format;
  }

  Format format() {
    return format;
  }

  /** The columns of the format only. */
  StructType formatSchema() {
    StructType schema = new StructType();
    for (io.gristmill.format.Column column : format.columns()) {
      schema = schema.add(column.name(), type(column), true);
    }
    return schema;
  }

  StructType schema() {
    StructType schema =
        new StructType()
            .add(POSITION, LongType, false)
            .add(ID, StringType, false)
            .add(SPLIT, StringType, false)
            .add(REASON, StringType, true)
            .add(DETAIL, StringType, true);
    for (var field : formatSchema().fields()) {
      schema = schema.add(field);
    }
    return schema;
  }

  Dataset<Row> format(Dataset<Row> examples) {
    Format writer = format;
    MapFunction<Row, Row> write = row -> write(writer, row);
    return examples.map(write, Encoders.row(schema()));
  }

  /** Position and the columns of the format. */
  Column[] rowColumns() {
    return Stream.concat(Stream.of(POSITION), Stream.of(formatSchema().fieldNames()))
        .map(name -> col("`" + name + "`"))
        .toArray(Column[]::new);
  }

  static Column[] skipColumns() {
    return new Column[] {
      col(ID).as(ExamplesTable.ID),
      col(POSITION).as(ExamplesTable.POSITION),
      col(REASON).as("reason"),
      col(DETAIL).as("detail")
    };
  }

  private static Row write(Format format, Row row) {
    Example example = ExamplesTable.read(row);
    Formatted formatted = format.format(example);
    int width = format.columns().size();
    Object[] values = new Object[FIXED_COLUMNS + width];
    values[0] = row.getAs(ExamplesTable.POSITION);
    values[1] = row.getAs(ExamplesTable.ID);
    values[2] = example.metadata().getOrDefault(Split.KEY, "");
    if (formatted instanceof Formatted.Skip skip) {
      values[3] = skip.reason();
      values[4] = skip.detail();
    } else if (formatted instanceof Formatted.Row made) {
      for (int i = 0; i < width; i++) {
        values[FIXED_COLUMNS + i] = value(made.cells().get(i));
      }
    }
    return RowFactory.create(values);
  }

  private static Object value(Cell cell) {
    if (cell instanceof Cell.Text text) {
      return text.value();
    }
    return ((Cell.Turns) cell)
        .turns().stream()
            .map(turn -> RowFactory.create(turn.speaker(), turn.text()))
            .toArray(Row[]::new);
  }

  private static org.apache.spark.sql.types.DataType type(io.gristmill.format.Column column) {
    if (column instanceof io.gristmill.format.Column.Turns turns) {
      return DataTypes.createArrayType(
          new StructType()
              .add(turns.speakerField(), StringType, true)
              .add(turns.textField(), StringType, true),
          true);
    }
    return StringType;
  }
}
