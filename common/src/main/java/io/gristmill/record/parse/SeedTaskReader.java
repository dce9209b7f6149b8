package io.gristmill.record.parse;

import static io.gristmill.record.parse.RecordFields.INPUT;
import static io.gristmill.record.parse.RecordFields.INSTANCES;
import static io.gristmill.record.parse.RecordFields.INSTRUCTION;
import static io.gristmill.record.parse.RecordFields.OUTPUT;
import static io.gristmill.record.parse.RecordFields.SOURCE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Reads Self-Instruct tasks: one instruction with several instances of input and output, each of
 * which becomes an example. The {@code id} (as {@code seed_task_id}), {@code name} and {@code
 * is_classification} of the task are always kept as metadata.
 */
final class SeedTaskReader {

  /** Metadata key of the id of the task, which all its instances share. */
  static final String TASK_ID = "seed_task_id";

  private static final List<String> ALWAYS = List.of("id", "name", "is_classification");

  private SeedTaskReader() {}

  static List<ParseResult> read(
      JsonNode record, RecordFields fields, MetadataSelection rule, String file) {
    String instruction = fields.required(INSTRUCTION);
    JsonNode instances = instances(fields);
    String source = fields.scalarOr(SOURCE, file);
    Map<String, String> metadata = metadata(record, fields, rule);
    List<ParseResult> results = new ArrayList<>(instances.size());
    for (int i = 0; i < instances.size(); i++) {
      results.add(example(instruction, instances.get(i), i, source, metadata));
    }
    return results;
  }

  private static JsonNode instances(RecordFields fields) {
    JsonNode instances = fields.find(INSTANCES);
    if (instances == null || (instances.isArray() && instances.isEmpty())) {
      throw new RecordParseException(
          ParseFailure.MISSING_FIELD, "field \"instances\" is missing or empty");
    }
    if (!instances.isArray()) {
      throw new RecordParseException(
          ParseFailure.WRONG_TYPE,
          "field \"instances\" is %s, must be a list".formatted(Scalars.kind(instances)));
    }
    return instances;
  }

  private static Map<String, String> metadata(
      JsonNode record, RecordFields fields, MetadataSelection rule) {
    SortedMap<String, String> metadata = fields.extras(rule);
    metadata.remove("id");
    for (String name : ALWAYS) {
      JsonNode value = record.path(name);
      if (value.isValueNode() && !value.isNull()) {
        metadata.put(name.equals("id") ? TASK_ID : name, value.asText());
      }
    }
    return metadata;
  }

  private static ParseResult example(
      String instruction,
      JsonNode instance,
      int index,
      String source,
      Map<String, String> metadata) {
    try {
      if (!instance.isObject()) {
        throw new RecordParseException(
            ParseFailure.WRONG_TYPE,
            "it is %s, must be an object".formatted(Scalars.kind(instance)));
      }
      RecordFields fields = new RecordFields(instance, Map.of());
      String input = fields.optional(INPUT);
      String output = fields.required(OUTPUT);
      return ParsedExample.withoutProvenance(instruction, input, output, source, metadata, null);
    } catch (RecordParseException e) {
      ParseFailure failure = e.failure();
      return new ParseFailure(failure.rule(), "instance " + (index + 1) + ": " + failure.reason());
    }
  }
}
