package io.gristmill.rehearsal.task;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Slot values of a task, stored as strings with typed accessors. */
final class Slots {

  private final Map<String, String> values;

  Slots(Map<String, String> values) {
    this.values = new LinkedHashMap<>(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  Slots put(String name, Object value) {
    values.put(name, value.toString());
    return this;
  }

  Slots putAll(Map<String, String> others) {
    values.putAll(others);
    return this;
  }

  /**
   * Returns the value of a slot.
   *
   * @throws NoSuchElementException if the slot has no value
   */
  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new NoSuchElementException(name);
    }
    return value;
  }

  /**
   * Returns an integer.
   *
   * @throws NumberFormatException if the value is not an integer
   */
  int number(String name) {
    return Integer.parseInt(text(name));
  }

  BigDecimal decimal(String name) {
    return new BigDecimal(text(name));
  }

  /** Items of a comma-separated list. */
  List<String> items(String name) {
    return Arrays.stream(text(name).split("[,、，]", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  List<Integer> numbers(String name) {
    return items(name).stream().map(Integer::valueOf).toList();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
