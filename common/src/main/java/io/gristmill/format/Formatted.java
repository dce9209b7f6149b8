package io.gristmill.format;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The result of formatting an example. */
public sealed interface Formatted extends Serializable {

  /** One cell per column of the format, in order. */
  record Row(List<Cell> cells) implements Formatted {
    public Row {
      cells = List.copyOf(cells);
    }

    static Row ofTexts(String... texts) {
      return new Row(Stream.of(texts).<Cell>map(Cell.Text::new).toList());
    }
  }

  /**
   * The example cannot be written in this format.
   *
   * @param reason stable kebab-case name, counted in reports
   * @param detail place and cause, for the table of skipped examples
   */
  record Skip(String reason, String detail) implements Formatted, ParsedConversation {
    @Override
    public Formatted formatWith(Function<Conversation, Formatted> next) {
      return this;
    }
  }
}
