package io.gristmill.jobs.respond;

import io.gristmill.format.Conversation;
import io.gristmill.format.Conversation.Message;
import io.gristmill.format.ConversationReading;
import io.gristmill.format.Formatted;
import io.gristmill.format.PromptStyle;
import io.gristmill.format.Role;
import io.gristmill.lesson.LastAnswer;
import io.gristmill.lesson.Lesson;
import io.gristmill.lesson.LessonConfig;
import io.gristmill.lesson.LessonReading;
import io.gristmill.lesson.Unusable;
import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server is asked for an example; the example's own answer is not in it.
 *
 * @param turns whether it is asked with turns
 */
record Questions(LessonConfig lesson, boolean turns) implements Serializable {

  /** The question, or why there is none. */
  Question of(Example example) {
    return turns ? turns(example) : text(example);
  }

  private Question text(Example example) {
    LessonReading reading = lesson.style().question(example);
    if (reading instanceof Lesson question) {
      return new Question.Text(question.text());
    }
    Unusable fault = (Unusable) reading;
    return new Question.None(fault.rule(), fault.detail());
  }

  private Question turns(Example example) {
    ConversationReading reading = Conversation.of(LastAnswer.in(example), Conversation.JOINER);
    if (reading instanceof Formatted.Skip skip) {
      return new Question.None(skip.reason(), skip.detail());
    }
    Conversation conversation = (Conversation) reading;
    List<Message> messages = new ArrayList<>(conversation.messages());
    messages.remove(messages.size() - 1);
    String system = lesson.written().system();
    if (!system.isEmpty() && conversation.system().isEmpty()) {
      messages.add(0, new Message(Role.SYSTEM, system));
    }
    return new Question.Turns(messages);
  }

  /** The prompt whose headers a model may repeat; null where there are none. */
  @Nullable PromptStyle headers() {
    return turns ? null : lesson.written().style().prompt().orElse(null);
  }
}
