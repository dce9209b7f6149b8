package io.gristmill.jobs.train.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.Problems;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads typed values of a JSON object and collects a problem, with its key, for each invalid one.
 */
record ConfigFields(JsonNode json, String prefix, Problems problems) {

  boolean has(String key) {
    return json.hasNonNull(key);
  }

  ConfigFields child(String key) {
    return new ConfigFields(json.path(key), prefix + key + ".", problems);
  }

  int positiveInt(String key) {
    JsonNode value = json.path(key);
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 1) {
      problems.add("%s%s must be a whole number >= 1, was %s", prefix, key, describe(value));
      return 1;
    }
    return value.intValue();
  }

  int positiveInt(String key, int defaultValue) {
    return has(key) ? positiveInt(key) : defaultValue;
  }

  double positive(String key) {
    JsonNode value = json.path(key);
    if (!value.isNumber() || !(value.doubleValue() > 0) || value.doubleValue() > 1e30) {
      problems.add("%s%s must be a number > 0, was %s", prefix, key, describe(value));
      return 1;
    }
    return value.doubleValue();
  }

  double positive(String key, double defaultValue) {
    return has(key) ? positive(key) : defaultValue;
  }

  double fraction(String key, double defaultValue) {
    if (!has(key)) {
      return defaultValue;
    }
    JsonNode value = json.path(key);
    if (!value.isNumber() || !(value.doubleValue() >= 0) || value.doubleValue() >= 1) {
      problems.add("%s%s must be in [0, 1), was %s", prefix, key, describe(value));
      return 0;
    }
    return value.doubleValue();
  }

  boolean flag(String key, boolean defaultValue) {
    if (!has(key)) {
      return defaultValue;
    }
    if (!json.path(key).isBoolean()) {
      problems.add("%s%s must be true or false, was %s", prefix, key, describe(json.path(key)));
    }
    return json.path(key).booleanValue();
  }

  String text(String key, String defaultValue) {
    return has(key) ? json.path(key).asText() : defaultValue;
  }

  List<Double> numbers(String key, int length) {
    List<Double> numbers = new ArrayList<>();
    json.path(key).forEach(value -> numbers.add(value.asDouble()));
    if (numbers.size() != length) {
      problems.add(
          "%s%s must be a list of %d numbers, has %d", prefix, key, length, numbers.size());
    }
    return numbers;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    json.path(key).forEach(value -> texts.add(value.asText()));
    return texts;
  }

  /** Reports a setting that would change what the model computes and is not supported. */
  void refuse(String key, boolean set) {
    if (set) {
      problems.add("%s%s = %s is not supported", prefix, key, describe(json.path(key)));
    }
  }

  private static String describe(JsonNode value) {
    return value.isMissingNode() ? "missing" : value.toString();
  }
}
