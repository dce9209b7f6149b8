package io.gristmill.format;

import java.io.Serializable;

/** A named column of a format; its values are {@link Cell}s. */
public sealed interface Column extends Serializable {

  String name();

  /** A text, never null. */
  record Text(String name) implements Column {}

  /**
   * A list of objects with two text fields each.
   *
   * @param speakerField name of the speaker field, for example {@code role}
   * @param textField name of the text field, for example {@code content}
   */
  record Turns(String name, String speakerField, String textField) implements Column {}
}
