package io.gristmill.chat;

import io.gristmill.jinja.Rendering;
import io.gristmill.jinja.Template;
import io.gristmill.jinja.value.TemplateException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A chat template with the special tokens of its model. Safe for use by several threads. */
public final class ChatTemplate {

  private final Template template;
  private final Map<String, String> specialTokens;

  private ChatTemplate(Template template, Map<String, String> specialTokens) {
    this.template = template;
    this.specialTokens = Collections.unmodifiableMap(new LinkedHashMap<>(specialTokens));
  }

  /**
   * Reads a template.
   *
   * @param source in Jinja
   * @param specialTokens by variable name, as {@code bos_token}
   * @throws TemplateException when it is no Jinja or holds what the engine has not
   */
  public static ChatTemplate of(String source, Map<String, String> specialTokens) {
    return new ChatTemplate(Template.parse(source), specialTokens);
  }

  /** Whether the template says itself which words are the assistant's. */
  public boolean marksGeneration() {
    return template.marksGeneration();
  }

  /**
   * The text of a conversation. No further special tokens are to be added when it is tokenized.
   *
   * @throws TemplateException when the template refuses the conversation, or fails on it
   */
  public String text(Chat chat) {
    return render(chat).text();
  }

  /**
   * The text with the places of its {@code {% generation %}} blocks.
   *
   * @throws TemplateException when the template refuses the conversation, or fails on it
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
