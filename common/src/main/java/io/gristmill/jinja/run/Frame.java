package io.gristmill.jinja.run;

import org.jspecify.annotations.Nullable;

/**
 * The execution context of a statement.
 *
 * @param symbols the visible names
 * @param cells their values
 * @param out its output
 */
record Frame(Symbols symbols, Cells cells, OutputBuffer out) {

  /** The value of a name; null if it has none. */
  @Nullable Object value(String name) {
    Slot slot = symbols.find(name);
    return slot == null ? null : cells.get(slot);
  }

  void assign(String name, Object value) {
    Slot slot = symbols.find(name);
    if (slot == null) {
      throw new IllegalStateException("the name " + name + " has no cell");
    }
    cells.set(slot, value);
  }
}
