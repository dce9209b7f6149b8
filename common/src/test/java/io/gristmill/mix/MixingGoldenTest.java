package io.gristmill.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MixingGoldenTest {

  @Test
  void examplesProportionalRatesEqualTheGoldenOnes() {
    for (JsonNode row : Golden.rows("mixing")) {
      check(
          row,
          SourceWeights.rates(
              SourceWeights.examplesProportional(sizes(row), row.required("cap").asLong())),
          row.required("examples_proportional"));
    }
  }

  @Test
  void temperatureRatesEqualTheGoldenOnes() {
    for (JsonNode row : Golden.rows("mixing")) {
      check(
          row,
          SourceWeights.rates(
              SourceWeights.temperature(
                  sizes(row),
                  row.required("cap").asLong(),
                  row.required("temperature").asDouble())),
          row.required("temperature_rates"));
    }
  }

  private static void check(JsonNode row, Map<String, Double> rates, JsonNode expected) {
    assertThat(rates.keySet()).as("%s", row).isEqualTo(map(expected, JsonNode::asDouble).keySet());
    rates.forEach(
        (name, rate) ->
            assertThat(rate)
                .as("%s of %s", name, row)
                .isCloseTo(expected.required(name).asDouble(), within(1e-12)));
  }

  private static Map<String, Long> sizes(JsonNode row) {
    return map(row.required("sizes"), JsonNode::asLong);
  }

  private static <T> Map<String, T> map(JsonNode object, Function<JsonNode, T> value) {
    Map<String, T> map = new TreeMap<>();
    object.properties().forEach(e -> map.put(e.getKey(), value.apply(e.getValue())));
    return map;
  }
}
