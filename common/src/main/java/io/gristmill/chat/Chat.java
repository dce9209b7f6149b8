package io.gristmill.chat;

import io.gristmill.check.Require;
import io.gristmill.jinja.RenderSettings;
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
 * @param generationPrompt whether the text ends with the header of an assistant turn
 * @param variables further variables of the template; they override special tokens
 * @param settings date and limits of rendering
 */
public record Chat(
    List<Map<String, Object>> messages,
    @Nullable Object tools,
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
    return new Chat(messages, null, false, Map.of(), RenderSettings.DEFAULT);
  }

  public Chat withMessages(List<Map<String, Object>> others) {
    return new Chat(others, tools, generationPrompt, variables, settings);
  }

  public Chat withTools(@Nullable Object schemas) {
    return new Chat(messages, schemas, generationPrompt, variables, settings);
  }

  /** A copy that ends with the generation prompt. */
  public Chat withGenerationPrompt() {
    return new Chat(messages, tools, true, variables, settings);
  }

  /** A copy without the generation prompt. */
  public Chat withoutGenerationPrompt() {
    return new Chat(messages, tools, false, variables, settings);
  }

  public Chat withVariables(Map<String, Object> others) {
    return new Chat(messages, tools, generationPrompt, others, settings);
  }

  public Chat withSettings(RenderSettings others) {
    return new Chat(messages, tools, generationPrompt, variables, others);
  }
}
