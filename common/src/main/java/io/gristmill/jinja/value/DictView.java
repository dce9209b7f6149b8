package io.gristmill.jinja.value;

import java.util.List;

/**
 * The result of {@code keys()}, {@code values()} or {@code items()} of a dictionary.
 *
 * @param part which part of the entries
 * @param dict the dictionary
 */
public record DictView(Part part, PyDict dict) {

  /** The part of each entry in a view. */
  public enum Part {
    KEYS,
    VALUES,
    ITEMS
  }

  public List<Object> items() {
    return dict.entries().stream().map(this::part).toList();
  }

  private Object part(PyDict.Entry entry) {
    return switch (part) {
      case KEYS -> entry.key();
      case VALUES -> entry.value();
      case ITEMS -> PyTuple.of(entry.key(), entry.value());
    };
  }
}
