package io.gristmill.chat;

import io.gristmill.jinja.JinjaTemplate;
import io.gristmill.jinja.Rendering;
import io.gristmill.jinja.TemplateException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A chat template with the special tokens of its model. Thread-safe. */
public final class ChatTemplate {

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
    Map<String, Object> variables = new LinkedHashMap<>(specialTokens);
    variables.putAll(chat.variables());
    variables.put("messages", chat.messages().stream().map(MessageFields::of).toList());
    variables.put("tools", chat.tools());
    variables.put("documents", chat.documents());
    variables.put("add_generation_prompt", chat.generationPrompt());
    return template.render(variables, chat.settings());
  }
}
