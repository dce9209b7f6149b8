package io.gristmill.jinja.value;

import java.util.List;

/**
 * What {@code keys()}, {@code values()} and {@code items()} of a dictionary yield.
 *
 * @param part which of the three
 * @param dict whose
 */
public record DictView(Part part, PyDict dict) {

  /** The part of each entry that a view shows. */
  public enum Part {
    KEYS,
    VALUES,
    ITEMS
  }

  public List<Object> items() {
    return dict.entries().stream().map(this::shown).toList();
  }

  private Object shown(PyDict.Entry entry) {
    return switch (part) {
      case KEYS -> entry.key();
      case VALUES -> entry.value();
      case ITEMS -> PyTuple.of(entry.key(), entry.value());
    };
  }
}
