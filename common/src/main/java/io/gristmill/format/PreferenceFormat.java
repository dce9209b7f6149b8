package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/**
 * The preference format of TRL with an explicit prompt; prompt, chosen and rejected are plain
 * texts.
 *
 * @param prompt the template of the prompt column
 * @param inputSeparator text between instruction and input of a plain prompt
 * @param eosToken text appended to both answers, for example {@code </s>}
 */
record PreferenceFormat(
    PreferencePrompt prompt, String inputSeparator, String eosToken, MultiTurn multiTurn)
    implements Format {

  @Override
  public String name() {
    return "preference";
  }

  @Override
  public List<Column> columns() {
    return List.of(
        new Column.Text("prompt"), new Column.Text("chosen"), new Column.Text("rejected"));
  }

  @Override
  public Formatted format(Example example) {
    return Preference.formatWith(
        example, rejected -> multiTurn.formatWith(example, e -> row(e, rejected)));
  }

  private Formatted row(Example example, String rejected) {
    return Formatted.Row.ofTexts(
        prompt.of(example, inputSeparator), example.output() + eosToken, rejected + eosToken);
  }
}
