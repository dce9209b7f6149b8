package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/**
 * One column with prompt and response in a {@link PromptStyle}.
 *
 * @param column name of the text column
 * @param eosToken text appended to the output, for example {@code <|endoftext|>}
 */
record PromptTextFormat(
    String name, PromptStyle style, String column, String eosToken, MultiTurn multiTurn)
    implements Format {

  @Override
  public List<Column> columns() {
    return List.of(new Column.Text(column));
  }

  @Override
  public Formatted format(Example example) {
    return multiTurn.formatWith(example, e -> Formatted.Row.ofTexts(style.text(e) + eosToken));
  }
}
