package io.gristmill.summary;

import io.gristmill.manifest.StageRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Typed access to the facts of a stage. A fact that is absent or has another type reads as empty,
 * so that records of other versions of the program can be shown.
 */
record StageFacts(Map<String, Object> values) {

  static StageFacts of(StageRecord stage) {
    return new StageFacts(stage.facts());
  }

  boolean has(String key) {
    return values.get(key) != null;
  }

  OptionalLong count(String key) {
    return values.get(key) instanceof Number number
        ? OptionalLong.of(number.longValue())
        : OptionalLong.empty();
  }

  /** A count; 0 when it is absent. */
  long countOrZero(String key) {
    return count(key).orElse(0);
  }

  OptionalDouble number(String key) {
    return values.get(key) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }

  Optional<String> text(String key) {
    return values.get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** The facts below a key; none when it holds no map. */
  StageFacts below(String key) {
    Map<String, Object> below = new LinkedHashMap<>();
    if (values.get(key) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> below.put(String.valueOf(name), value));
    }
    return new StageFacts(below);
  }

  /** The whole numbers among these facts, by key. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    values.keySet().forEach(key -> count(key).ifPresent(n -> counts.put(key, n)));
    return counts;
  }
}
