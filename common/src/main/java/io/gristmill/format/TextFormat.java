package io.gristmill.format;

import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.List;

/**
 * A format of text columns.
 *
 * @param texts the texts of an example
 */
record TextFormat(String name, List<Column> columns, MultiTurn multiTurn, Texts texts)
    implements Format {

  /** A row with one text per column, or a skip. */
  interface Texts extends Serializable {
    Formatted of(Example example);
  }

  @Override
  public Formatted format(Example example) {
    Formatted formatted = texts.of(example);
    return formatted instanceof Formatted.Skip
        ? formatted
        : multiTurn.formatWith(example, e -> formatted);
  }
}
