package io.gristmill.record.parse;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How records are to be read; {@code ingest.shape}, {@code ingest.columns}, {@code
 * ingest.metadata}.
 *
 * @param datasetFormat the one shape of all records, or {@code AUTO}
 * @param columns column of ours to the field it is read from, a name or a dotted path in which a
 *     number is a place in a list
 * @param metadata which further fields are kept
 */
public record ParseRules(
    RecordFormat datasetFormat, Map<String, String> columns, MetadataSelection metadata)
    implements Serializable {

  public ParseRules {
    columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    Require.that(
        targets().containsAll(columns.keySet()),
        "ingest.columns: the columns to fill are %s, was %s",
        String.join(", ", targets()),
        String.join(", ", columns.keySet()));
  }

  /** Shapes as found, the usual names, all small scalars. */
  public static ParseRules standard() {
    return new ParseRules(RecordFormat.AUTO, Map.of(), new MetadataSelection(true, List.of()));
  }

  /** The columns that can be filled. */
  public static Set<String> targets() {
    return RecordFields.targets();
  }
}
