package io.gristmill.format;

import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.List;

/**
 * A shape of training rows. The columns are the one description from which both a Parquet schema
 * and JSON lines ({@link JsonLines}) are made. Implementations are pure: the same example gives the
 * same row, whatever the order of rows or the layout of a cluster. Texts of an example go into a
 * row as they are, control tokens included; nothing in them is read as markup.
 */
public interface Format extends Serializable {

  /** The kebab-case name that settings, folders and reports use. */
  String name();

  /** The columns in order; never empty, names distinct. */
  List<Column> columns();

  /** One row for {@link #columns}, or a skip with its reason. */
  Formatted format(Example example);
}
