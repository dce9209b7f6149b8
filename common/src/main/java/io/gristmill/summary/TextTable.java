package io.gristmill.summary;

import java.util.ArrayList;
import java.util.List;

/** A table of text: the first column to the left, the others to the right, two blanks between. */
final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final boolean numbers;

  /** Creates a table; {@code numbers}: columns after the first one are right-aligned. */
  TextTable(boolean numbers) {
    this.numbers = numbers;
  }

  /** Adds a row; cells that are missing at its end are empty. */
  void add(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  void add(String... cells) {
    add(List.of(cells));
  }

  /** The lines, without blanks at their ends. */
  List<String> lines() {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        String cell = column < row.size() ? row.get(column) : "";
        String padding = " ".repeat(width(column) - cell.length());
        boolean right = numbers && column > 0;
        line.append(column == 0 ? "" : GAP).append(right ? padding + cell : cell + padding);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }
}
