package io.gristmill.jobs.ingest;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A data source or table that Spark loads: {@code ingest.spark} of reference.conf, which explains
 * it.
 *
 * @param options options of the data source, possibly secret
 */
record SparkSource(String format, String table, Map<String, String> options, List<String> orderBy)
    implements Serializable {

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
