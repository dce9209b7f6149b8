package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/**
 * One column with the turns of the conversation as a list of objects.
 *
 * @param roleNames the names of the roles
 * @param column names of the column and of its two fields
 * @param inputSeparator text between instruction and input of an example without a conversation
 */
record TurnsFormat(String name, RoleNames roleNames, Column.Turns column, String inputSeparator)
    implements Format {

  /** Names of roles: {@code user}, {@code assistant} or {@code human}, {@code gpt}. */
  enum RoleNames {
    MESSAGES,
    SHAREGPT;

    String of(Role role) {
      return this == MESSAGES ? role.messagesName() : role.shareGptName();
    }
  }

  static TurnsFormat messages(String column, String inputSeparator) {
    return new TurnsFormat(
        "messages",
        RoleNames.MESSAGES,
        new Column.Turns(column, "role", "content"),
        inputSeparator);
  }

  static TurnsFormat shareGpt(String column, String inputSeparator) {
    return new TurnsFormat(
        "sharegpt", RoleNames.SHAREGPT, new Column.Turns(column, "from", "value"), inputSeparator);
  }

  @Override
  public List<Column> columns() {
    return List.of(column);
  }

  @Override
  public Formatted format(Example example) {
    return Conversation.of(example, inputSeparator).formatWith(this::row);
  }

  private Formatted row(Conversation conversation) {
    List<Cell.Turn> turns =
        conversation.messages().stream()
            .map(message -> new Cell.Turn(roleNames.of(message.role()), message.content()))
            .toList();
    return new Formatted.Row(List.of(new Cell.Turns(turns)));
  }
}
