package io.gristmill.jinja.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary in insertion order with the key equality of Python: {@code 1}, {@code 1.0} and
 * {@code true} are the same key. Modified only during construction, never by a template.
 */
public final class PyDict {

  /** A key in its first form, and its last value. */
  public record Entry(Object key, Object value) {}

  private record TupleKey(List<Object> keys) {}

  private final Map<Object, Entry> entries = new LinkedHashMap<>();

  /** Sets a value; an existing key keeps its position and form. */
  public PyDict put(Object key, Object value) {
    Object normal = normal(key);
    Entry old = entries.get(normal);
    entries.put(normal, new Entry(old == null ? key : old.key(), value));
    return this;
  }

  /** The value of a key, or null if it is absent. */
  public @Nullable Object get(Object key) {
    Entry entry = entries.get(normal(key));
    return entry == null ? null : entry.value();
  }

  public boolean contains(Object key) {
    return entries.containsKey(normal(key));
  }

  public Collection<Entry> entries() {
    return entries.values();
  }

  public int size() {
    return entries.size();
  }

  public PyDict copy() {
    PyDict copy = new PyDict();
    copy.entries.putAll(entries);
    return copy;
  }

  /**
   * Checks that a value is hashable.
   *
   * @throws TemplateException if it is a list or a dictionary
   */
  private static Object normal(Object key) {
    if (key instanceof Safe safe) {
      return safe.text();
    }
    if (key instanceof Boolean truth) {
      return truth ? 1L : 0L;
    }
    if (key instanceof Double number) {
      return normal(number.doubleValue());
    }
    if (key instanceof PyTuple tuple) {
      return new TupleKey(tuple.items().stream().map(PyDict::normal).toList());
    }
    if (key instanceof PyList || key instanceof PyDict || key instanceof DictView) {
      throw TemplateException.failed("a list or dictionary cannot be a key");
    }
    return key instanceof Undefined ? Undefined.class : key;
  }

  private static Object normal(double number) {
    if (number != Math.rint(number) || Double.isInfinite(number)) {
      return number;
    }
    BigInteger whole = new BigDecimal(number).toBigInteger();
    return whole.bitLength() < 64 ? (Object) whole.longValue() : whole;
  }
}
