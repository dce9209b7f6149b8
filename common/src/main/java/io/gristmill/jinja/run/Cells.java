package io.gristmill.jinja.run;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of all scopes of one call: of the template, a macro, or one level of a recursive loop.
 * A macro sees the cells of the call that defined it, with their current values.
 */
final class Cells {

  private final int base;
  private final @Nullable Cells outer;
  private final Map<Slot, Object> values = new HashMap<>();

  /**
   * @param base level of the outermost scope of the call
   */
  Cells(int base, @Nullable Cells outer) {
    this.base = base;
    this.outer = outer;
  }

  /** The value in a cell; null if it is empty. */
  @Nullable Object get(Slot slot) {
    Cells owner = this;
    while (slot.level() < owner.base && owner.outer != null) {
      owner = owner.outer;
    }
    return owner.values.get(slot);
  }

  void set(Slot slot, Object value) {
    values.put(slot, value);
  }

  /** Initializes the cells of a scope. */
  void enter(Symbols symbols, Map<String, Object> variables) {
    symbols
        .sources()
        .forEach(
            (slot, source) -> {
              if (source instanceof Symbols.Source.Variable variable) {
                put(slot, variables.get(variable.name()));
              } else if (source instanceof Symbols.Source.Outer outerSource) {
                put(slot, get(outerSource.slot()));
              } else if (source instanceof Symbols.Source.Nothing) {
                values.remove(slot);
              }
            });
  }

  /** Empties the cells of a scope. */
  void leave(Symbols symbols) {
    values.keySet().removeAll(symbols.sources().keySet());
  }

  private void put(Slot slot, @Nullable Object value) {
    if (value == null) {
      values.remove(slot);
    } else {
      values.put(slot, value);
    }
  }
}
