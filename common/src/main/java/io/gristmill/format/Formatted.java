package io.gristmill.format;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a format makes of an example. */
public sealed interface Formatted extends Serializable {

  /** One cell for each column of the format, in their order. */
  record Row(List<Cell> cells) implements Formatted {
    public Row {
      cells = List.copyOf(cells);
    }

    static Row ofTexts(String... texts) {
      return new Row(Stream.of(texts).<Cell>map(Cell.Text::new).toList());
    }
  }

  /**
   * The example has no row in this format.
   *
   * @param reason stable kebab-case name, counted in reports
   * @param detail where and what, for the reject table
   */
  record Skip(String reason, String detail) implements Formatted, ParsedConversation {
    @Override
    public Formatted formatWith(Function<Conversation, Formatted> next) {
      return this;
    }
  }
}
