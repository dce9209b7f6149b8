package io.gristmill.jobs.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.gristmill.config.SettingsReader;
import java.util.List;
import org.apache.spark.sql.Column;

/** What is compared: a column, or several joined by a line break, empty ones left out. */
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

  /** The name in settings and in the column {@code field} of pairs. */
  public String key() {
    return SettingsReader.kebab(this);
  }

  /** The text to compare; the empty string where a row has no value. */
  public Column text() {
    return joined(columns.stream().map(name -> col(name)).toList());
  }

  /** The texts of several columns, joined as above; null ones are left out as empty ones are. */
  public static Column joined(List<Column> texts) {
    return concat_ws(
        "\n",
        texts.stream().map(text -> when(text.notEqual(lit("")), text)).toArray(Column[]::new));
  }
}
