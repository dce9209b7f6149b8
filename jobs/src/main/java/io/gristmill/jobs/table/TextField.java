package io.gristmill.jobs.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.gristmill.config.SettingsReader;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The text that rows are compared by: one column, or several joined by line breaks, without empty
 * ones.
 */
public enum TextField {
  INSTRUCTION(ExamplesTable.INSTRUCTION),
  INPUT(ExamplesTable.INPUT),
  OUTPUT(ExamplesTable.OUTPUT),
  INSTRUCTION_INPUT(ExamplesTable.INSTRUCTION, ExamplesTable.INPUT),
  INSTRUCTION_OUTPUT(ExamplesTable.INSTRUCTION, ExamplesTable.OUTPUT),
  INSTRUCTION_INPUT_OUTPUT(ExamplesTable.INSTRUCTION, ExamplesTable.INPUT, ExamplesTable.OUTPUT);

  private final List<String> columns;

  TextField(String... columns) {
    this.columns = List.of(columns);
  }

  /** Name in settings and in the column {@code field} of pairs. */
  public String key() {
    return SettingsReader.kebab(this);
  }

  /** The text to compare; empty for a row without a value. */
  public Column text() {
    return join(columns.stream().map(name -> col(name)).toList());
  }

  /** Joins several columns with line breaks, without null and empty ones. */
  public static Column join(List<Column> texts) {
    return concat_ws(
        "\n",
        texts.stream().map(text -> when(text.notEqual(lit("")), text)).toArray(Column[]::new));
  }
}
