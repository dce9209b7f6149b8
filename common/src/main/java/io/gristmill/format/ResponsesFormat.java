package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/**
 * The fields of Stanford Alpaca and the answer of a model, as in {@code
 * instruction-data-with-response.json} of LLMs-from-scratch, chapter 7.
 */
record ResponsesFormat(MultiTurn multiTurn) implements Format {

  /** Metadata key and column name of the model's answer. */
  private static final String RESPONSE = "model_response";

  @Override
  public String name() {
    return "responses";
  }

  @Override
  public List<Column> columns() {
    return List.of(
        new Column.Text("instruction"),
        new Column.Text("input"),
        new Column.Text("output"),
        new Column.Text(RESPONSE));
  }

  @Override
  public Formatted format(Example example) {
    String response = example.metadata().get(RESPONSE);
    return response == null
        ? new Formatted.Skip("no-model-response", "the record has no metadata " + RESPONSE)
        : multiTurn.formatWith(
            example, e -> Formatted.Row.ofTexts(e.instruction(), e.input(), e.output(), response));
  }
}
