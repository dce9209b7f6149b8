package io.gristmill.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.jinja.JinjaTemplate;
import io.gristmill.jinja.Rendering;
import io.gristmill.jinja.TemplateException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A chat template with the special tokens of its model. Thread-safe. */
public final class ChatTemplate {

  /** Fields that may hold a message's reasoning, the standard one first. */
  private static final List<String> REASONING =
      List.of("reasoning_content", "thinking", "reasoning");

  private final JinjaTemplate template;
  private final Map<String, String> specialTokens;

  private ChatTemplate(JinjaTemplate template, Map<String, String> specialTokens) {
    this.template = template;
    this.specialTokens = Collections.unmodifiableMap(new LinkedHashMap<>(specialTokens));
  }

  /**
   * Parses a template.
   *
   * @param source Jinja source
   * @param specialTokens by variable name, such as {@code bos_token}
   * @throws TemplateException when the source is malformed or uses an unsupported feature
   */
  public static ChatTemplate of(String source, Map<String, String> specialTokens) {
    return new ChatTemplate(JinjaTemplate.parse(source), specialTokens);
  }

  /** Whether the template marks the assistant's text with {@code {% generation %}} blocks. */
  public boolean marksGeneration() {
    return template.marksGeneration();
  }

  /**
   * Renders a conversation; tokenize the text without adding special tokens.
   *
   * @throws TemplateException if the template rejects the conversation or fails
   */
  public String text(Chat chat) {
    return render(chat).text();
  }

  /**
   * Renders a conversation, with the spans of its {@code {% generation %}} blocks.
   *
   * @throws TemplateException if the template rejects the conversation or fails
   */
  public Rendering render(Chat chat) {
    Map<String, @Nullable Object> variables = new LinkedHashMap<>(specialTokens);
    variables.putAll(chat.variables());
    variables.put("messages", chat.messages().stream().map(ChatTemplate::prepare).toList());
    variables.put("tools", chat.tools());
    variables.put("documents", null);
    variables.put("add_generation_prompt", chat.generationPrompt());
    return template.render(variables, chat.settings());
  }

  /**
   * Prepares a message as transformers does: drops null fields and copies the assistant's reasoning
   * to every name that templates read.
   */
  private static Map<String, Object> prepare(Map<String, Object> message) {
    Map<String, Object> present = new LinkedHashMap<>(message);
    present.values().removeIf(ChatTemplate::isNull);
    Optional<Object> reasoning =
        REASONING.stream().filter(present::containsKey).findFirst().map(present::get);
    if (reasoning.isEmpty()) {
      return present;
    }
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("thinking", reasoning.get());
    named.putAll(present);
    named.put("reasoning_content", reasoning.get());
    return named;
  }

  private static boolean isNull(@Nullable Object value) {
    return value == null || (value instanceof JsonNode node && node.isNull());
  }
}
