package io.gristmill.format;

import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.List;

/**
 * A format of training rows. The schemas of Parquet and JSON lines are both derived from its
 * columns. Implementations are pure: the same example gives the same row, regardless of row order
 * and partitioning. The texts of an example are copied unchanged, including control tokens; markup
 * in them is not interpreted.
 */
public interface Format extends Serializable {

  /** The kebab-case name in settings, folders and reports. */
  String name();

  /** The columns in order: at least one, with distinct names. */
  List<Column> columns();

  /** A row with a cell for each of the {@link #columns}, or a skip with its reason. */
  Formatted format(Example example);
}
