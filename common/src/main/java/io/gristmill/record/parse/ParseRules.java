package io.gristmill.record.parse;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How to parse records; {@code dataset-format}, {@code columns}, {@code metadata} of {@code
 * ingest}.
 *
 * @param columns column name to field of the record: a name or a dotted path, in which a number is
 *     a list index
 */
public record ParseRules(
    RecordFormat datasetFormat, Map<String, String> columns, MetadataSelection metadata)
    implements Serializable {

  public ParseRules {
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    Require.that(
        targets().containsAll(columns.keySet()),
        "ingest.columns must be among %s, was %s",
        String.join(", ", targets()),
        String.join(", ", columns.keySet()));
  }

  /** Detects the format, reads the usual field names and keeps all small scalars. */
  public static ParseRules standard() {
    return new ParseRules(RecordFormat.AUTO, Map.of(), new MetadataSelection(true, List.of()));
  }

  /** The columns that {@code ingest.columns} can map. */
  public static Set<String> targets() {
    return RecordFields.targets();
  }
}
