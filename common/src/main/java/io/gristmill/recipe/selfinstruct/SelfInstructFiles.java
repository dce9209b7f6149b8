package io.gristmill.recipe.selfinstruct;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.random.RandomStream;
import io.gristmill.recipe.MetadataKeys;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Formats lines of the files that the released code of Self-Instruct writes, so that its tools can
 * read them. Each method returns one JSON object without line end. The metadata are those of the
 * accepted candidate plus the notes of its completion ({@link MetadataKeys}). The time of a request
 * is null, so that runs are reproducible byte for byte.
 */
public final class SelfInstructFiles {

  public static final String INSTRUCTIONS = "machine_generated_instructions.jsonl";
  public static final String INSTANCES = "machine_generated_instances.jsonl";
  public static final String ALL_INSTANCES = "all_generated_instances.jsonl";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private SelfInstructFiles() {}

  /** File name of step 2; its readers expect the engine {@code davinci}. */
  public static String classificationFile(String engine) {
    return "is_clf_or_not_" + engine + "_template_1.jsonl";
  }

  /** Name of the fine-tuning file, which includes its number of lines. */
  public static String fineTuningFile(long lines) {
    return "gpt3_finetuning_data_" + lines + ".jsonl";
  }

  /** Sort key of a line in the shuffled fine-tuning file; ties are sorted by id. */
  public static long fineTuningOrder(long seed, String id) {
    return RandomStream.of(seed, "self-instruct-finetuning", id).nextLong();
  }

  /** Step 1: an accepted instruction; {@code request_idx} is its round. */
  public static String instruction(String instruction, Map<String, String> metadata) {
    ObjectNode line = JSON.createObjectNode().put("instruction", instruction);
    putSimilarity(line, metadata);
    line.set("metadata", request(metadata));
    line.put("request_idx", Integer.parseInt(metadata.getOrDefault(MetadataKeys.ROUND, "0")));
    return line.toString();
  }

  /** Step 2: the raw answer to the classification prompt; empty if missing. */
  public static String classification(String instruction, Map<String, String> metadata) {
    return JSON.createObjectNode()
        .put("instruction", instruction)
        .put("is_classification", metadata.getOrDefault(MetadataKeys.CLASSIFICATION_RESPONSE, ""))
        .toString();
  }

  /** Step 3: the raw answer with instances; empty if missing. */
  public static String instances(String instruction, Map<String, String> metadata) {
    ObjectNode line = JSON.createObjectNode().put("instruction", instruction);
    line.put("raw_instances", metadata.getOrDefault(MetadataKeys.INSTANCES_RESPONSE, ""));
    line.set(
        "instance_metadata",
        call(
            metadata.get(MetadataKeys.INSTANCES_PROMPT),
            metadata.get(MetadataKeys.INSTANCES_RESPONSE),
            metadata.get(MetadataKeys.INSTANCES_FINISH)));
    line.set("instruction_metadata", request(metadata));
    putSimilarity(line, metadata);
    return line.toString();
  }

  /** Step 4: a kept instance. */
  public static String instance(String instruction, String input, String output) {
    return JSON.createObjectNode()
        .put("instruction", instruction)
        .put("input", input)
        .put("output", output)
        .toString();
  }

  /** Step 4: a line of the fine-tuning file in format {@code prompt-completion}. */
  public static String fineTuning(String prompt, String completion) {
    return JSON.createObjectNode().put("prompt", prompt).put("completion", completion).toString();
  }

  private static void putSimilarity(ObjectNode line, Map<String, String> metadata) {
    line.set("most_similar", json(metadata.get(MetadataKeys.MOST_SIMILAR), "{}"));
    line.set("avg_similarity_score", json(metadata.get(MetadataKeys.AVG_SIMILARITY_SCORE), "null"));
  }

  private static JsonNode request(Map<String, String> metadata) {
    return call(
        metadata.get(MetadataKeys.REQUEST_PROMPT),
        metadata.get(MetadataKeys.REQUEST_RESPONSE),
        metadata.get(MetadataKeys.REQUEST_FINISH));
  }

  private static JsonNode call(
      @Nullable String prompt, @Nullable String response, @Nullable String finish) {
    ObjectNode call = JSON.createObjectNode().put("prompt", prompt);
    if (response == null) {
      call.putNull("response");
    } else {
      ObjectNode choice = call.putObject("response").putArray("choices").addObject();
      choice.put("text", response).put("finish_reason", finish);
    }
    return call.putNull("created_at");
  }

  private static JsonNode json(@Nullable String text, String defaultJson) {
    try {
      return JSON.readTree(text == null ? defaultJson : text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("metadata of the novelty stage is not JSON: " + text, e);
    }
  }
}
