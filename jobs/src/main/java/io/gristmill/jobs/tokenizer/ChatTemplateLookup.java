package io.gristmill.jobs.tokenizer;

import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.jinja.TemplateException;
import java.util.Optional;

/** Adds the chat templates of a model to the settings that need them. */
public final class ChatTemplateLookup {

  private ChatTemplateLookup() {}

  /**
   * Settings whose template can be created.
   *
   * @param templates chat templates of the directory, if it has any
   * @param name name of the directory, for messages
   * @throws UserException when there is no chat template, or it is malformed
   */
  public static EncodingConfig attach(
      EncodingConfig config, Optional<ChatTemplateFiles> templates, String name) {
    return config.usesChatTemplate()
        ? config.withChatTemplates(check(templates.orElseThrow(() -> missing(name)), name))
        : config;
  }

  private static UserException missing(String name) {
    return new UserException(
        ExitCode.CONFIGURATION,
        "training-data.prompt-template=chat-template: "
            + name
            + " has no chat template (chat_template.jinja, or chat_template in"
            + " tokenizer_config.json); choose another, such as chatml");
  }

  private static ChatTemplateFiles check(ChatTemplateFiles templates, String name) {
    try {
      templates.template(false);
      templates.template(true);
      return templates;
    } catch (TemplateException e) {
      throw new UserException(
          ExitCode.INPUT, "chat template of " + name + ": " + e.getMessage(), e);
    }
  }
}
