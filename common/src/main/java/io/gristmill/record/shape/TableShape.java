package io.gristmill.record.shape;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A row of our own table {@code examples}, as JSON. */
final class TableShape {

  private TableShape() {}

  /** Whether a record has the columns that together only our table has. */
  static boolean matches(JsonNode record) {
    return record.path("id").isTextual()
        && record.path("position").isIntegralNumber()
        && record.path("recipe").isTextual()
        && record.path("parents").isArray()
        && record.path("metadata").isObject();
  }

  static Draft read(JsonNode record) {
    Fields fields = new Fields(record, Map.of());
    return new Draft(
        fields.required(Fields.INSTRUCTION),
        fields.optional(Fields.INPUT),
        fields.required(Fields.OUTPUT),
        fields.optional(Fields.SOURCE),
        record.path("recipe").textValue(),
        parents(record.path("parents")),
        metadata(record.path("metadata")),
        fields.number(Fields.SCORE),
        position(record.path("position")));
  }

  private static List<String> parents(JsonNode list) {
    List<String> parents = new ArrayList<>();
    list.forEach(parent -> parents.add(Fields.text("parents", parent)));
    return parents;
  }

  private static Map<String, String> metadata(JsonNode object) {
    Map<String, String> metadata = new TreeMap<>();
    object
        .properties()
        .forEach(
            entry ->
                metadata.put(
                    entry.getKey(), Fields.text("metadata." + entry.getKey(), entry.getValue())));
    return metadata;
  }

  private static long position(JsonNode value) {
    if (!value.canConvertToLong() || value.longValue() < 0) {
      throw new Refused(
          Refusal.WRONG_TYPE,
          "field \"position\" is %s, must be a number of at least 0".formatted(value.asText()));
    }
    return value.longValue();
  }
}
