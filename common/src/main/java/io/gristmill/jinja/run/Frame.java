package io.gristmill.jinja.run;

import org.jspecify.annotations.Nullable;

/**
 * Where a statement runs.
 *
 * @param symbols the names it sees
 * @param cells their values
 * @param out where it prints
 */
record Frame(Symbols symbols, Cells cells, Printed out) {

  /** The value of a name, null when it has none. */
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
