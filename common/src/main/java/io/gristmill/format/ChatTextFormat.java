package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/**
 * One column with the conversation rendered in a {@link ChatStyle}.
 *
 * @param column name of the text column
 * @param inputSeparator text between instruction and input of an example without a conversation
 */
record ChatTextFormat(String name, ChatStyle style, String column, String inputSeparator)
    implements Format {

  @Override
  public List<Column> columns() {
    return List.of(new Column.Text(column));
  }

  @Override
  public Formatted format(Example example) {
    return Conversation.of(example, inputSeparator).formatWith(this::row);
  }

  private Formatted row(Conversation conversation) {
    return conversation.messages().stream()
        .map(Conversation.Message::role)
        .filter(role -> !style.roles().contains(role))
        .findFirst()
        .<Formatted>map(role -> new Formatted.Skip("role-not-in-format", role.messagesName()))
        .orElseGet(() -> Formatted.Row.ofTexts(style.render(conversation)));
  }
}
