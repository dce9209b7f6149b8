package io.gristmill.jobs.io;

import java.util.ArrayList;
import java.util.List;

/** Parses one row of delimited text into cells; the grammar is that of {@link CsvSpans}. */
final class CsvRow {

  private CsvRow() {}

  static List<String> parse(String row, char delimiter, char quote) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    boolean cellStarts = true;
    for (int i = 0; i < row.length(); i++) {
      char c = row.charAt(i);
      if (quoted) {
        boolean doubled = c == quote && i + 1 < row.length() && row.charAt(i + 1) == quote;
        if (c != quote || doubled) {
          cell.append(c);
        }
        i += doubled ? 1 : 0;
        quoted = c != quote || doubled;
      } else if (cellStarts && c == quote) {
        quoted = true;
        cellStarts = false;
      } else if (c == delimiter) {
        cells.add(cell.toString());
        cell.setLength(0);
        cellStarts = true;
      } else {
        cell.append(c);
        cellStarts = false;
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
