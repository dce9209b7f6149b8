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
 * The names of one scope and where their cells get their first values, by the rules of Jinja's
 * compiler: a name that is read before it is assigned comes from the scope around, or from the
 * variables of the rendering; one assigned first starts undefined.
 */
final class Symbols {

  /** Where a cell gets its first value. */
  sealed interface Source {
    /** Whoever enters the scope has set it. */
    record Parameter() implements Source {}

    /** The variables of the rendering. */
    record Variable(String name) implements Source {}

    /** A cell of a scope around. */
    record Outer(Slot slot) implements Source {}

    /** Nothing yet. */
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

  /** Where each cell of this scope gets its first value. */
  Map<Slot, Source> sources() {
    return sources;
  }

  /** The cell that a name means here; null when nothing here reads or assigns it. */
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

  /** A copy for one branch of a choice. */
  Symbols branch() {
    Symbols branch = new Symbols(parent);
    branch.slots.putAll(slots);
    branch.sources.putAll(sources);
    branch.stores.addAll(stores);
    return branch;
  }

  /** Takes over what branches did. A name that only some of them assign starts from around. */
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
