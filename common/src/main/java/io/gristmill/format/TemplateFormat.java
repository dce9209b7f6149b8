package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/**
 * One column with a custom text.
 *
 * @param text template for examples with an input; a blank input counts as one
 * @param textWithoutInput template for examples with an empty input
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
