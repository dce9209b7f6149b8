package io.gristmill.format;

import java.io.Serializable;

/** A named column of a format; {@link Cell} holds its values. */
public sealed interface Column extends Serializable {

  String name();

  /** A text, never null. */
  record Text(String name) implements Column {}

  /**
   * A list of objects with two text fields each.
   *
   * @param speakerField field that names who speaks, for example {@code role}
   * @param textField field that holds what is said, for example {@code content}
   */
  record Turns(String name, String speakerField, String textField) implements Column {}
}
