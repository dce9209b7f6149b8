package io.gristmill.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.Require;
import io.gristmill.jinja.RenderSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The input of a chat template. Values are null, strings, booleans, numbers, lists, maps or JSON
 * nodes.
 *
 * @param messages at least one message, each a map with at least a role
 * @param tools JSON schemas of the functions that the model may call; null: none
 * @param documents documents for retrieval-augmented generation; null: none
 * @param generationPrompt whether the text ends with the header of an assistant turn
 * @param variables further variables of the template; they override special tokens
 * @param settings date and limits of rendering
 */
public record Chat(
    List<Map<String, Object>> messages,
    @Nullable Object tools,
    @Nullable Object documents,
    boolean generationPrompt,
    Map<String, Object> variables,
    RenderSettings settings) {

  public Chat {
    Require.that(!messages.isEmpty(), "a conversation needs at least one message");
    messages = List.copyOf(messages);
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  /** A conversation without tools and without a generation prompt. */
  public static Chat of(List<Map<String, Object>> messages) {
    return new Chat(messages, null, null, false, Map.of(), RenderSettings.DEFAULT);
  }

  /**
   * A conversation from JSON.
   *
   * @throws IllegalArgumentException when it is not an array of objects
   */
  public static Chat of(JsonNode array) {
    Require.that(array.isArray(), "a conversation must be an array, was %s", array.getNodeType());
    List<Map<String, Object>> messages = new ArrayList<>();
    for (JsonNode message : array) {
      Require.that(message.isObject(), "a message must be an object, was %s", message);
      Map<String, Object> fields = new LinkedHashMap<>();
      message.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
      messages.add(fields);
    }
    return of(messages);
  }

  public Chat withMessages(List<Map<String, Object>> others) {
    return new Chat(others, tools, documents, generationPrompt, variables, settings);
  }

  public Chat withTools(@Nullable Object schemas) {
    return new Chat(messages, schemas, documents, generationPrompt, variables, settings);
  }

  public Chat withDocuments(@Nullable Object others) {
    return new Chat(messages, tools, others, generationPrompt, variables, settings);
  }

  /** A copy that ends with the generation prompt. */
  public Chat withGenerationPrompt() {
    return new Chat(messages, tools, documents, true, variables, settings);
  }

  /** A copy without the generation prompt. */
  public Chat withoutGenerationPrompt() {
    return new Chat(messages, tools, documents, false, variables, settings);
  }

  public Chat withVariables(Map<String, Object> others) {
    return new Chat(messages, tools, documents, generationPrompt, others, settings);
  }

  public Chat withSettings(RenderSettings others) {
    return new Chat(messages, tools, documents, generationPrompt, variables, others);
  }
}
