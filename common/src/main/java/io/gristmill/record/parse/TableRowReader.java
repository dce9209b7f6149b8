package io.gristmill.record.parse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads rows of the Gristmill table {@code examples} from JSON. */
final class TableRowReader {

  private TableRowReader() {}

  /** Whether a record has the columns that identify a row of the table. */
  static boolean matches(JsonNode record) {
    return record.path("id").isTextual()
        && record.path("position").isIntegralNumber()
        && record.path("recipe").isTextual()
        && record.path("parents").isArray()
        && record.path("metadata").isObject();
  }

  static ParsedExample read(JsonNode record) {
    RecordFields fields = new RecordFields(record, Map.of());
    return new ParsedExample(
        fields.required(RecordFields.INSTRUCTION),
        fields.optional(RecordFields.INPUT),
        fields.required(RecordFields.OUTPUT),
        fields.optional(RecordFields.SOURCE),
        record.path("recipe").textValue(),
        parents(record.path("parents")),
        metadata(record.path("metadata")),
        fields.number(RecordFields.SCORE),
        position(record.path("position")));
  }

  private static List<String> parents(JsonNode list) {
    List<String> parents = new ArrayList<>();
    list.forEach(parent -> parents.add(RecordFields.text("parents", parent)));
    return parents;
  }

  private static Map<String, String> metadata(JsonNode object) {
    Map<String, String> metadata = new TreeMap<>();
    object
        .properties()
        .forEach(
            entry ->
                metadata.put(
                    entry.getKey(),
                    RecordFields.text("metadata." + entry.getKey(), entry.getValue())));
    return metadata;
  }

  private static long position(JsonNode value) {
    if (!value.canConvertToLong() || value.longValue() < 0) {
      throw new RecordParseException(
          ParseFailure.WRONG_TYPE,
          "field \"position\" is %s, must be a number of at least 0".formatted(value.asText()));
    }
    return value.longValue();
  }
}
