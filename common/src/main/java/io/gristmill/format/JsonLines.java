package io.gristmill.format;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.Require;
import java.util.List;

/** Rows as JSON, one object a line, its fields in the order of the columns. */
public final class JsonLines {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonLines() {}

  /**
   * One line without its line end. Letters of every script stand as they are; line ends in texts
   * are escaped.
   *
   * @throws IllegalArgumentException when the row does not fit the columns
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
    } else if (column instanceof Column.Turns names && cell instanceof Cell.Turns said) {
      ArrayNode array = object.putArray(column.name());
      for (Cell.Turn turn : said.turns()) {
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
