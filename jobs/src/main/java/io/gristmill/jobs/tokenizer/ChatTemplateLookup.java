package io.gristmill.jobs.tokenizer;

import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.jinja.value.TemplateException;
import java.util.Optional;

/** The chat templates of a model, where the settings ask for them. */
public final class ChatTemplateLookup {

  private ChatTemplateLookup() {}

  /**
   * Settings of which the style can be made.
   *
   * @param templates of the directory, if it has any
   * @param name of the directory, for messages
   * @throws UserException when there is no template, or one that cannot be read
   */
  public static EncodingConfig attach(
      EncodingConfig config, Optional<ChatTemplateFiles> templates, String name) {
    return config.usesChatTemplate()
        ? config.with(checked(templates.orElseThrow(() -> missing(name)), name))
        : config;
  }

  private static UserException missing(String name) {
    return new UserException(
        ExitCode.CONFIGURATION,
        "training-data.prompt-template must be another than chat-template: "
            + name
            + " has no chat template (chat_template.jinja, or chat_template in"
            + " tokenizer_config.json)");
  }

  private static ChatTemplateFiles checked(ChatTemplateFiles templates, String name) {
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
