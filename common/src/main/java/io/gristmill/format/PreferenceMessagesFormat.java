package io.gristmill.format;

import io.gristmill.format.Conversation.Message;
import io.gristmill.record.Example;
import java.util.List;

/**
 * The conversational preference format of TRL: the prompt is all turns before the last answer;
 * chosen and rejected are one message each.
 *
 * @param inputSeparator text between instruction and input of an example without a conversation
 */
record PreferenceMessagesFormat(String inputSeparator) implements Format {

  @Override
  public String name() {
    return "preference-messages";
  }

  @Override
  public List<Column> columns() {
    return List.of(turns("prompt"), turns("chosen"), turns("rejected"));
  }

  @Override
  public Formatted format(Example example) {
    return Preference.formatWith(
        example,
        rejected -> Conversation.of(example, inputSeparator).formatWith(c -> row(c, rejected)));
  }

  private static Formatted row(Conversation conversation, String rejected) {
    List<Message> messages = conversation.messages();
    int last = messages.size() - 1;
    Message rejectedMessage = new Message(messages.get(last).role(), rejected);
    return new Formatted.Row(
        List.of(
            cell(messages.subList(0, last)),
            cell(messages.subList(last, last + 1)),
            cell(List.of(rejectedMessage))));
  }

  private static Cell cell(List<Message> messages) {
    return new Cell.Turns(
        messages.stream()
            .map(message -> new Cell.Turn(message.role().messagesName(), message.content()))
            .toList());
  }

  private static Column turns(String name) {
    return new Column.Turns(name, "role", "content");
  }
}
