package io.gristmill.jinja;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names of a body with separate variables: of the template, a loop, a macro or a block. By the
 * rules of the Jinja compiler, a name that is read before it is assigned comes from the enclosing
 * scope or from the variables of the rendering; a name that is assigned first is initially
 * undefined, unless an enclosing scope has it.
 */
final class Scope {

  private final @Nullable Scope parent;

  /** Every name, and whether it is assigned first, outside of the branches of an {@code if}. */
  private final Map<String, Boolean> assignedFirst = new HashMap<>();

  private int branches;
  private List<String> undefined = List.of();

  Scope(@Nullable Scope parent) {
    this.parent = parent;
  }

  /** A name is read, or set on entry. */
  void read(String name) {
    assignedFirst.putIfAbsent(name, false);
  }

  void assign(String name) {
    assignedFirst.putIfAbsent(name, branches == 0);
  }

  void enterBranch() {
    branches++;
  }

  void leaveBranch() {
    branches--;
  }

  /** Finds the names that are initially undefined, when all scopes are complete. */
  void resolve() {
    undefined =
        assignedFirst.entrySet().stream()
            .filter(entry -> entry.getValue())
            .map(Map.Entry::getKey)
            .filter(name -> parent == null || !parent.has(name))
            .toList();
  }

  private boolean has(String name) {
    return assignedFirst.containsKey(name) || (parent != null && parent.has(name));
  }

  /** The names that are initially undefined, even if there is a variable of the rendering. */
  List<String> undefined() {
    return undefined;
  }
}
