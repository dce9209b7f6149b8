package io.gristmill.rehearsal.task;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** Slot values of a task with typed accessors, which throw if a value is missing or invalid. */
record Slots(Map<String, String> values, Lexicon lexicon) {

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new NoSuchElementException(name);
    }
    return value;
  }

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
}
