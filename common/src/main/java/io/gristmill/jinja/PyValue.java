package io.gristmill.jinja;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a template that have no Java type. The others are {@code String}, {@code Boolean},
 * {@code Long}, {@code BigInteger} (printed only), {@code Double} (finite), {@code List} and {@code
 * Map}, whose keys are text, integers or {@code None}.
 */
sealed interface PyValue {

  /** Python's {@code None}. */
  enum None implements PyValue {
    NONE
  }

  /**
   * The value of a missing name, attribute or item. It prints as the empty text, is false and
   * empty, and fails in every other operation.
   *
   * @param problem error message of a failing operation
   */
  record Undefined(String problem) implements PyValue {

    static Undefined member(String type, String name) {
      return new Undefined("'" + type + "' has no attribute or element '" + name + "'");
    }

    TemplateException error() {
      return TemplateException.failed(problem);
    }
  }

  /**
   * Text that the filter {@code safe} marked as HTML. It prints like any text and can be joined
   * with {@code ~}; other operations would escape text and are rejected.
   */
  record Safe(String text) implements PyValue {}

  /**
   * The result of {@code range()} or of {@code keys()}, {@code values()} or {@code items()} of a
   * dictionary.
   *
   * @param type the Python name of the type
   */
  record View(String type, List<Object> items) implements PyValue {}

  /**
   * The result of {@code map}, {@code select} and similar filters: values computed lazily and only
   * once. A second loop over it is empty, as with generators in Python.
   */
  record Generator(Iterator<Object> items) implements PyValue {}

  /** A tuple, which unlike other lists prints in parentheses and never equals a list. */
  final class Tuple extends AbstractList<Object> implements PyValue {

    private final List<Object> items;

    Tuple(List<Object> items) {
      this.items = List.copyOf(items);
    }

    @Override
    public Object get(int index) {
      return items.get(index);
    }

    @Override
    public int size() {
      return items.size();
    }
  }

  /** The only value that a template can modify from an inner scope: {@code namespace()}. */
  final class Namespace implements PyValue {

    private final Map<Object, Object> attributes = new LinkedHashMap<>();

    /**
     * Sets an attribute.
     *
     * @throws TemplateException if its name starts with an underscore, which transformers rejects
     */
    void set(Object name, Object value) {
      if (name instanceof String text && text.startsWith("_")) {
        throw TemplateException.failed("a namespace cannot have an attribute '" + text + "'");
      }
      attributes.put(name, value);
    }

    @Nullable Object get(String name) {
      return attributes.get(name);
    }
  }
}
