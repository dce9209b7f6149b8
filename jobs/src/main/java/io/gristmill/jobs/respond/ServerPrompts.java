package io.gristmill.jobs.respond;

import io.gristmill.encode.EncodingConfig;
import io.gristmill.encode.LastTurn;
import io.gristmill.encode.TrainingRecord;
import io.gristmill.encode.TrainingText;
import io.gristmill.encode.UnusableRecord;
import io.gristmill.format.Conversation;
import io.gristmill.format.Conversation.Message;
import io.gristmill.format.Formatted;
import io.gristmill.format.ParsedConversation;
import io.gristmill.format.PromptStyle;
import io.gristmill.format.Role;
import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the prompts for a server; an example's own answer is left out.
 *
 * @param chat whether prompts are chat messages
 */
record ServerPrompts(EncodingConfig encoding, boolean chat) implements Serializable {

  /** The prompt of an example, or the reason why there is none. */
  ServerPrompt of(Example example) {
    return chat ? chatPrompt(example) : textPrompt(example);
  }

  private ServerPrompt textPrompt(Example example) {
    TrainingRecord reading = encoding.template().renderPrompt(example);
    if (reading instanceof TrainingText question) {
      return new ServerPrompt.Text(question.text());
    }
    UnusableRecord fault = (UnusableRecord) reading;
    return new ServerPrompt.Unusable(fault.rule(), fault.detail());
  }

  private ServerPrompt chatPrompt(Example example) {
    ParsedConversation reading =
        Conversation.of(LastTurn.withPlaceholder(example), Conversation.INPUT_SEPARATOR);
    if (reading instanceof Formatted.Skip skip) {
      return new ServerPrompt.Unusable(skip.reason(), skip.detail());
    }
    Conversation conversation = (Conversation) reading;
    List<Message> messages = new ArrayList<>(conversation.messages());
    messages.remove(messages.size() - 1);
    String system = encoding.prompt().defaultSystem();
    if (!system.isEmpty() && conversation.system().isEmpty()) {
      messages.add(0, new Message(Role.SYSTEM, system));
    }
    return new ServerPrompt.Turns(messages);
  }

  /** The prompt format whose headers a model may repeat; null for templates without headers. */
  @Nullable PromptStyle headers() {
    return chat ? null : encoding.prompt().template().promptStyle().orElse(null);
  }
}
