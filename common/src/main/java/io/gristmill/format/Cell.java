package io.gristmill.format;

import java.io.Serializable;
import java.util.List;

/** A value of a {@link Column}: the kind of the same name. */
public sealed interface Cell extends Serializable {

  record Text(String value) implements Cell {}

  record Turns(List<Turn> turns) implements Cell {
    public Turns {
      turns = List.copyOf(turns);
    }
  }

  /** One object of {@link Turns}, the speaker by the name that the format uses. */
  record Turn(String speaker, String text) implements Serializable {}
}
