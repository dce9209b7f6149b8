package io.gristmill.format;

import java.io.Serializable;
import java.util.List;

/** The value of a {@link Column} of the same kind. */
public sealed interface Cell extends Serializable {

  record Text(String value) implements Cell {}

  record Turns(List<Turn> turns) implements Cell {
    public Turns {
      turns = List.copyOf(turns);
    }
  }

  /** One turn; the speaker has the name that the format uses. */
  record Turn(String speaker, String text) implements Serializable {}
}
