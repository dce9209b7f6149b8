package io.gristmill.jobs.ingest;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A data source or table that Spark loads; {@code ingest.spark} in reference.conf.
 *
 * @param format name of the data source; empty for a table
 * @param table name of a table of the Spark catalog; empty for a data source
 * @param options options of the data source, possibly secret
 * @param orderBy columns that order the rows; ties are ordered by content
 */
public record SparkSource(
    String format, String table, Map<String, String> options, List<String> orderBy)
    implements Serializable {

  /** No data source. */
  public static final SparkSource NONE = new SparkSource("", "", Map.of(), List.of());

  public SparkSource {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    orderBy = List.copyOf(orderBy);
  }

  /** The default source of records. */
  String name() {
    return table.isEmpty() ? format : table;
  }
}
