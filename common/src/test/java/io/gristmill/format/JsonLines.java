package io.gristmill.format;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.Require;
import java.util.List;

/** Writes rows as JSON lines: one object per line, fields in the order of the columns. */
public final class JsonLines {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  /**
   * One row without its line terminator. Non-ASCII letters are not escaped; line breaks in texts
   * are.
   *
   * @throws IllegalArgumentException if the row does not match the columns
   */
  public static String line(List<Column> columns, Formatted.Row row) {
    List<Cell> cells = row.cells();
    Require.that(
        cells.size() == columns.size(), "%d cells for %d columns", cells.size(), columns.size());
    ObjectNode object = JSON.createObjectNode();
    for (int i = 0; i < columns.size(); i++) {
      put(object, columns.get(i), cells.get(i));
    }
    return object.toString();
  }

  private static void put(ObjectNode object, Column column, Cell cell) {
    if (column instanceof Column.Text && cell instanceof Cell.Text text) {
      object.put(column.name(), text.value());
    } else if (column instanceof Column.Turns names && cell instanceof Cell.Turns turns) {
      ArrayNode array = object.putArray(column.name());
      for (Cell.Turn turn : turns.turns()) {
        array
            .addObject()
            .put(names.speakerField(), turn.speaker())
            .put(names.textField(), turn.text());
      }
    } else {
      throw new IllegalArgumentException("column " + column + " cannot hold " + cell);
    }
  }
}
