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
 * What a template is given. Values are plain ones: null, text, truth values, numbers, lists, maps,
 * or JSON nodes.
 *
 * @param messages each a map with at least a role, at least one message
 * @param tools JSON schemas of the functions the model may call; null for none
 * @param documents what the model may look up; null for none
 * @param generationPrompt whether the text ends with what opens the assistant's turn
 * @param variables further variables, which some templates have; they go before special tokens
 * @param settings date and limits
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

  /** A conversation as it is, without tools and without an open turn. */
  public static Chat of(List<Map<String, Object>> messages) {
    return new Chat(messages, null, null, false, Map.of(), RenderSettings.DEFAULT);
  }

  /**
   * A conversation in JSON.
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

  /** The same with what opens the assistant's turn at the end. */
  public Chat withGenerationPrompt() {
    return new Chat(messages, tools, documents, true, variables, settings);
  }

  /** The same without what opens the assistant's turn at the end. */
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
