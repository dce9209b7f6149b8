package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/** The fields of Stanford Alpaca with the chosen and the rejected answer instead of the output. */
record AlpacaPreferenceFormat(MultiTurn multiTurn) implements Format {

  @Override
  public String name() {
    return "alpaca-preference";
  }

  @Override
  public List<Column> columns() {
    return List.of(
        new Column.Text("instruction"),
        new Column.Text("input"),
        new Column.Text("chosen"),
        new Column.Text("rejected"));
  }

  @Override
  public Formatted format(Example example) {
    return Preference.formatWith(
        example,
        rejected ->
            multiTurn.formatWith(
                example,
                e -> Formatted.Row.ofTexts(e.instruction(), e.input(), e.output(), rejected)));
  }
}
