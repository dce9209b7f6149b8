package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/**
 * One column with a text of the user's own making.
 *
 * @param text for examples with an input; a blank input counts as one
 * @param textWithoutInput for examples whose input is the empty string
 */
record TemplateFormat(
    String column, TextTemplate text, TextTemplate textWithoutInput, MultiTurn multiTurn)
    implements Format {

  @Override
  public String name() {
    return "template";
  }

  @Override
  public List<Column> columns() {
    return List.of(new Column.Text(column));
  }

  @Override
  public Formatted format(Example example) {
    TextTemplate template = example.input().isEmpty() ? textWithoutInput : text;
    return multiTurn.formatWith(example, e -> Formatted.Row.ofTexts(template.render(e)));
  }
}
