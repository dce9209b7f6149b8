package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/**
 * The three fields of Stanford Alpaca; {@code input} is the empty string in examples without one.
 */
record AlpacaFormat(MultiTurn multiTurn) implements Format {

  static final List<Column> FIELDS =
      List.of(new Column.Text("instruction"), new Column.Text("input"), new Column.Text("output"));

  @Override
  public String name() {
    return "alpaca";
  }

  @Override
  public List<Column> columns() {
    return FIELDS;
  }

  @Override
  public Formatted format(Example example) {
    return multiTurn.formatWith(
        example, e -> Formatted.Row.ofTexts(e.instruction(), e.input(), e.output()));
  }
}
