package io.gristmill.record.parse;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.record.Example;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one record by Gristmill's column names. It also tracks which fields of the record
 * were used. A column is read from the first of its synonyms that is not null; case is ignored only
 * if no name matches exactly.
 */
final class RecordFields {

  static final String INSTRUCTION = "instruction";
  static final String INPUT = "input";
  static final String OUTPUT = "output";
  static final String CHOSEN = "chosen";
  static final String REJECTED = "rejected";
  static final String SOURCE = "source";
  static final String SCORE = "score";
  static final String SYSTEM = "system";
  static final String CONVERSATION = "conversation";
  static final String INSTANCES = "instances";

  private static final Map<String, List<String>> SYNONYMS = synonyms();

  private final JsonNode record;
  private final Map<String, String> columns;
  private final Set<String> used = new HashSet<>();

  RecordFields(JsonNode record, Map<String, String> columns) {
    this.record = record;
    this.columns = columns;
  }

  static Set<String> targets() {
    Set<String> targets = new TreeSet<>(SYNONYMS.keySet());
    targets.remove(INSTANCES); // SliceCount searches for this name in raw lines
    return targets;
  }

  private static Map<String, List<String>> synonyms() {
    Map<String, List<String>> map = new LinkedHashMap<>();
    map.put(INSTRUCTION, List.of("instruction", "prompt", "question", "query"));
    map.put(INPUT, List.of("input", "context"));
    map.put(OUTPUT, List.of("output", "response", "completion", "answer", "chosen"));
    map.put(CHOSEN, List.of("chosen"));
    map.put(REJECTED, List.of("rejected"));
    map.put(SOURCE, List.of("source"));
    map.put(SCORE, List.of("score"));
    map.put(SYSTEM, List.of("system"));
    map.put(CONVERSATION, List.of("conversations", "messages", "conversation"));
    map.put(INSTANCES, List.of("instances"));
    return map;
  }

  /** Whether a name is a usual one for instructions, answers or conversations. */
  static boolean isUsualName(String name) {
    return List.of(INSTRUCTION, OUTPUT, CONVERSATION).stream()
        .flatMap(column -> synonymsOf(column).stream())
        .anyMatch(name::equalsIgnoreCase);
  }

  boolean isMapped(String column) {
    return columns.containsKey(column);
  }

  /** The non-null value of a column, else null; marks its field as used. */
  @Nullable JsonNode find(String column) {
    String mapped = columns.get(column);
    if (mapped != null) {
      return at(mapped);
    }
    for (String name : synonymsOf(column)) {
      if (record.hasNonNull(name)) {
        used.add(name);
        return record.get(name);
      }
    }
    return column.equals(INSTANCES) ? null : findIgnoringCase(column);
  }

  /** Whether a column is not null; does not mark it as used. */
  boolean has(String column) {
    return peek(column) != null;
  }

  /** Whether a column is a list; does not mark it as used. */
  boolean isList(String column) {
    JsonNode value = peek(column);
    return value != null && value.isArray();
  }

  private @Nullable JsonNode peek(String column) {
    return new RecordFields(record, columns).find(column);
  }

  /** The text of a required column; it may be empty. */
  String required(String column) {
    JsonNode value = find(column);
    if (value == null) {
      throw new RecordParseException(
          ParseFailure.MISSING_FIELD,
          "field \"%s\" is missing or null; looked for %s"
              .formatted(column, String.join(", ", namesOf(column))));
    }
    return text(column, value);
  }

  /** The text of a column, empty if it is missing or null. */
  String optional(String column) {
    JsonNode value = find(column);
    return value == null ? "" : text(column, value);
  }

  /** The finite number of a column, possibly written as text; null for other values. */
  @Nullable Double number(String column) {
    Set<String> before = new HashSet<>(used);
    JsonNode value = find(column);
    Double number = value == null ? null : Scalars.number(value);
    if (number == null) {
      used.retainAll(before);
    }
    return number;
  }

  /** The text of a scalar column; the fallback if it is missing, blank or not a scalar. */
  String scalarOr(String column, String fallback) {
    JsonNode value = find(column);
    return value == null || !value.isValueNode() || value.asText().isBlank()
        ? fallback
        : value.asText();
  }

  /** The fields to keep as metadata, by name. */
  SortedMap<String, String> extras(MetadataSelection rule) {
    TreeMap<String, String> extras = new TreeMap<>();
    if (rule.all()) {
      record
          .properties()
          .forEach(
              field -> {
                if (!used.contains(field.getKey()) && isSmallScalar(field.getValue())) {
                  extras.put(field.getKey(), field.getValue().asText());
                }
              });
    }
    for (String name : rule.listed()) {
      JsonNode value = at(name);
      if (value != null) {
        extras.put(name, Scalars.textOf(value));
      }
    }
    extras.remove(Example.MESSAGES);
    return extras;
  }

  private static boolean isSmallScalar(JsonNode value) {
    return value.isValueNode()
        && !value.isNull()
        && (!value.isTextual() || value.textValue().length() <= MetadataSelection.SMALL);
  }

  static String text(String column, JsonNode value) {
    if (!value.isTextual()) {
      throw new RecordParseException(
          ParseFailure.WRONG_TYPE,
          "field \"%s\" is %s, must be a text".formatted(column, Scalars.kind(value)));
    }
    return value.textValue();
  }

  private @Nullable JsonNode at(String path) {
    if (record.hasNonNull(path)) {
      used.add(path);
      return record.get(path);
    }
    JsonNode value = record;
    String[] steps = path.split("\\.");
    for (String step : steps) {
      value =
          value.isArray() && isIndex(step) ? value.path(Integer.parseInt(step)) : value.path(step);
    }
    used.add(steps[0]);
    return value.isMissingNode() || value.isNull() ? null : value;
  }

  private static boolean isIndex(String step) {
    return step.length() < 10 && step.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private @Nullable JsonNode findIgnoringCase(String column) {
    for (String name : synonymsOf(column)) {
      for (Map.Entry<String, JsonNode> field : record.properties()) {
        if (field.getKey().equalsIgnoreCase(name) && !field.getValue().isNull()) {
          used.add(field.getKey());
          return field.getValue();
        }
      }
    }
    return null;
  }

  private List<String> namesOf(String column) {
    String mapped = columns.get(column);
    return mapped == null ? synonymsOf(column) : List.of(mapped);
  }

  private static List<String> synonymsOf(String column) {
    return SYNONYMS.getOrDefault(column, List.of(column));
  }
}
