package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/**
 * Hugging Face's preference with an explicit prompt, all three as texts.
 *
 * @param prompt how the question is written
 * @param joiner between instruction and input of a plain prompt
 * @param endOfText what ends both answers, for example {@code </s>}
 */
record PreferenceFormat(
    PreferencePrompt prompt, String joiner, String endOfText, SingleExchange conversations)
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
    return Preference.then(example, rejected -> conversations.then(example, e -> row(e, rejected)));
  }

  private Formatted row(Example example, String rejected) {
    return Formatted.Row.ofTexts(
        prompt.of(example, joiner), example.output() + endOfText, rejected + endOfText);
  }
}
