package io.gristmill.record.shape;

import static io.gristmill.record.shape.Fields.INPUT;
import static io.gristmill.record.shape.Fields.INSTANCES;
import static io.gristmill.record.shape.Fields.INSTRUCTION;
import static io.gristmill.record.shape.Fields.OUTPUT;
import static io.gristmill.record.shape.Fields.SOURCE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * A self-instruct task: one instruction, several instances of input and output, each an example.
 * The task's {@code id} (as {@code seed_task_id}), {@code name} and {@code is_classification} are
 * always kept.
 */
final class SeedTaskShape {

  /** Metadata key of the task's own id, the same for all its instances. */
  static final String TASK_ID = "seed_task_id";

  private static final List<String> ALWAYS = List.of("id", "name", "is_classification");

  private SeedTaskShape() {}

  static List<Outcome> read(JsonNode record, Fields fields, MetadataRule rule, String file) {
    String instruction = fields.required(INSTRUCTION);
    JsonNode instances = instances(fields);
    String source = fields.scalarOr(SOURCE, file);
    Map<String, String> metadata = metadata(record, fields, rule);
    List<Outcome> outcomes = new ArrayList<>(instances.size());
    for (int i = 0; i < instances.size(); i++) {
      outcomes.add(example(instruction, instances.get(i), i, source, metadata));
    }
    return outcomes;
  }

  private static JsonNode instances(Fields fields) {
    JsonNode instances = fields.find(INSTANCES);
    if (instances == null || (instances.isArray() && instances.isEmpty())) {
      throw new Refused(Refusal.MISSING_FIELD, "field \"instances\" is missing or empty");
    }
    if (!instances.isArray()) {
      throw new Refused(
          Refusal.WRONG_TYPE,
          "field \"instances\" is %s, must be a list".formatted(Scalars.kind(instances)));
    }
    return instances;
  }

  private static Map<String, String> metadata(JsonNode record, Fields fields, MetadataRule rule) {
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

  private static Outcome example(
      String instruction,
      JsonNode instance,
      int index,
      String source,
      Map<String, String> metadata) {
    try {
      if (!instance.isObject()) {
        throw new Refused(
            Refusal.WRONG_TYPE, "it is %s, must be an object".formatted(Scalars.kind(instance)));
      }
      Fields fields = new Fields(instance, Map.of());
      String input = fields.optional(INPUT);
      String output = fields.required(OUTPUT);
      return Draft.published(instruction, input, output, source, metadata, null);
    } catch (Refused e) {
      Refusal refusal = e.refusal();
      return new Refusal(refusal.rule(), "instance " + (index + 1) + ": " + refusal.reason());
    }
  }
}
