package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/**
 * One column with all turns of the conversation as objects.
 *
 * @param naming how the roles are called
 * @param column name of the column and of the two fields
 * @param joiner between instruction and input of an example that holds no conversation
 */
record TurnsFormat(String name, Naming naming, Column.Turns column, String joiner)
    implements Format {

  /** How roles are called: {@code user}, {@code assistant}; or {@code human}, {@code gpt}. */
  enum Naming {
    MESSAGES,
    SHAREGPT;

    String of(Role role) {
      return this == MESSAGES ? role.messagesName() : role.shareGptName();
    }
  }

  static TurnsFormat messages(String column, String joiner) {
    return new TurnsFormat(
        "messages", Naming.MESSAGES, new Column.Turns(column, "role", "content"), joiner);
  }

  static TurnsFormat shareGpt(String column, String joiner) {
    return new TurnsFormat(
        "sharegpt", Naming.SHAREGPT, new Column.Turns(column, "from", "value"), joiner);
  }

  @Override
  public List<Column> columns() {
    return List.of(column);
  }

  @Override
  public Formatted format(Example example) {
    return Conversation.of(example, joiner).then(this::row);
  }

  private Formatted row(Conversation conversation) {
    List<Cell.Turn> turns =
        conversation.messages().stream()
            .map(message -> new Cell.Turn(naming.of(message.role()), message.content()))
            .toList();
    return new Formatted.Row(List.of(new Cell.Turns(turns)));
  }
}
