package io.gristmill.jinja.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of one scope and the initial values of their cells, by the rules of the Jinja compiler:
 * a name that is read before it is assigned comes from the enclosing scope or from the variables of
 * the rendering; a name that is assigned first is initially undefined.
 */
final class Symbols {

  /** The origin of the initial value of a cell. */
  sealed interface Source {
    /** Set on entry to the scope. */
    record Parameter() implements Source {}

    /** The variables of the rendering. */
    record Variable(String name) implements Source {}

    /** A cell of an enclosing scope. */
    record Outer(Slot slot) implements Source {}

    /** Undefined. */
    record Nothing() implements Source {}
  }

  private final int level;
  private final @Nullable Symbols parent;
  private final Map<String, Slot> slots = new HashMap<>();
  private final Map<Slot, Source> sources = new LinkedHashMap<>();
  private final Set<String> stores = new HashSet<>();

  Symbols(@Nullable Symbols parent) {
    this.parent = parent;
    this.level = parent == null ? 0 : parent.level + 1;
  }

  int level() {
    return level;
  }

  /** The origin of the initial value of each cell of this scope. */
  Map<Slot, Source> sources() {
    return sources;
  }

  /** The cell of a name in this scope; null if the scope neither reads nor assigns it. */
  @Nullable Slot find(String name) {
    for (Symbols scope = this; scope != null; scope = scope.parent) {
      Slot slot = scope.slots.get(name);
      if (slot != null) {
        return slot;
      }
    }
    return null;
  }

  void load(String name) {
    if (find(name) == null) {
      define(name, new Source.Variable(name));
    }
  }

  void store(String name) {
    stores.add(name);
    if (!slots.containsKey(name)) {
      Slot outer = parent == null ? null : parent.find(name);
      define(name, outer == null ? new Source.Nothing() : new Source.Outer(outer));
    }
  }

  Slot parameter(String name) {
    stores.add(name);
    return define(name, new Source.Parameter());
  }

  /** A copy for one branch of an {@code if}. */
  Symbols branch() {
    Symbols branch = new Symbols(parent);
    branch.slots.putAll(slots);
    branch.sources.putAll(sources);
    branch.stores.addAll(stores);
    return branch;
  }

  /**
   * Merges branches. A name that only some of them assign is initialized from the enclosing scope.
   */
  void join(List<Symbols> branches) {
    Set<String> assigned = new HashSet<>();
    branches.forEach(branch -> assigned.addAll(branch.stores));
    assigned.removeAll(stores);
    for (Symbols branch : branches) {
      slots.putAll(branch.slots);
      sources.putAll(branch.sources);
      stores.addAll(branch.stores);
    }
    for (String name : new ArrayList<>(assigned)) {
      Slot outer = parent == null ? null : parent.find(name);
      Source source = outer == null ? new Source.Variable(name) : new Source.Outer(outer);
      sources.put(new Slot(level, name), source);
    }
  }

  private Slot define(String name, Source source) {
    Slot slot = new Slot(level, name);
    slots.put(name, slot);
    sources.put(slot, source);
    return slot;
  }
}
