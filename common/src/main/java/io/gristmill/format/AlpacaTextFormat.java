package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.List;

/**
 * The three fields of Stanford Alpaca and a fourth column with the whole training text.
 *
 * @param column name of the text column
 * @param outputPrefix text between {@code ### Response:} and the output; empty in the training code
 *     of Stanford Alpaca
 * @param eosToken text appended to the output, for example {@code </s>}
 */
record AlpacaTextFormat(String column, String outputPrefix, String eosToken, MultiTurn multiTurn)
    implements Format {

  @Override
  public String name() {
    return "alpaca-text";
  }

  @Override
  public List<Column> columns() {
    List<Column> columns = new ArrayList<>(AlpacaFormat.FIELDS);
    columns.add(new Column.Text(column));
    return List.copyOf(columns);
  }

  @Override
  public Formatted format(Example example) {
    return multiTurn.formatWith(
        example, e -> Formatted.Row.ofTexts(e.instruction(), e.input(), e.output(), text(e)));
  }

  private String text(Example example) {
    PromptStyle style = PromptStyle.STANFORD_ALPACA;
    return style.prompt(example)
        + style.responseHeader()
        + outputPrefix
        + example.output()
        + eosToken;
  }
}
