package io.gristmill.jobs.ingest;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that Spark itself loads; {@code ingest.spark} in reference.conf.
 *
 * @param format name of the source; empty for a table of the catalogue
 * @param table name of the table; empty for a source
 * @param options options of the source, perhaps secret
 * @param orderBy columns that order the rows, before their content does
 */
public record SparkSource(
    String format, String table, Map<String, String> options, List<String> orderBy)
    implements Serializable {

  /** No such source. */
  public static final SparkSource NONE = new SparkSource("", "", Map.of(), List.of());

  public SparkSource {
    options = Collections.unmodifiableMap(new TreeMap<>(options));
    orderBy = List.copyOf(orderBy);
  }

  /** What records are from that do not say so themselves. */
  String name() {
    return table.isEmpty() ? format : table;
  }
}
