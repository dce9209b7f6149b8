package io.gristmill.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.recipe.prompt.PromptFile;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads seed tasks in the format of Self-Instruct, one JSON object per line: {@code id}, {@code
 * name}, {@code instruction}, {@code instances} (a list of {@code input} and {@code output}),
 * {@code is_classification}. Only {@code instruction} and {@code instances} are required.
 */
public final class SeedTasks {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SeedTasks() {}

  /** Tasks of {@code conf/seed_tasks.jsonl}. */
  public static List<SeedTask> defaults() {
    return parse("seed_tasks.jsonl", PromptFile.resource("seed_tasks.jsonl").lines().toList());
  }

  /**
   * Parses tasks; blank lines are skipped.
   *
   * @param file file name for messages
   * @throws UserException with file, line and reason if a line is not a seed task or there is none
   */
  public static List<SeedTask> parse(String file, List<String> lines) {
    List<SeedTask> tasks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!PythonText.strip(line).isEmpty()) {
        tasks.add(task(new Line(file + ":" + (i + 1), tasks.size()), line));
      }
    }
    if (tasks.isEmpty()) {
      throw new UserException(ExitCode.INPUT, file + ": contains no seed task");
    }
    return List.copyOf(tasks);
  }

  /** Position of a line for messages, and the number of tasks before it. */
  private record Line(String place, int number) {

    UserException broken(String reason) {
      return new UserException(ExitCode.INPUT, place + ": " + reason);
    }
  }

  private static SeedTask task(Line line, String json) {
    JsonNode node = object(line, json);
    String instruction = text(line, node, "instruction");
    if (PythonText.strip(instruction).isEmpty()) {
      throw line.broken("field \"instruction\" is blank");
    }
    JsonNode instances = node.path("instances");
    if (!instances.isArray() || instances.isEmpty()) {
      throw line.broken(
          "field \"instances\" must be a non-empty list of objects with input and output");
    }
    List<SeedTask.Instance> read = new ArrayList<>();
    for (JsonNode instance : instances) {
      String input = instance.hasNonNull("input") ? text(line, instance, "input") : "";
      read.add(new SeedTask.Instance(input, text(line, instance, "output")));
    }
    return new SeedTask(
        node.path("id").asText("seed_task_" + line.number()),
        instruction,
        read,
        node.path("is_classification").asBoolean(false));
  }

  private static JsonNode object(Line line, String json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (!node.isObject()) {
        throw line.broken("is not a JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw line.broken("is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private static String text(Line line, JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw line.broken("field \"" + field + "\" is missing or not a string");
    }
    return value.textValue();
  }
}
