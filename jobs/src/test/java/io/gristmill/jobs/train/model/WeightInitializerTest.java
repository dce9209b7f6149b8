package io.gristmill.jobs.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeightInitializerTest {

  private static final String CONFIG =
      """
      {"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2", "vocab_size": 300, "n_embd": 64,
       "n_layer": 2, "n_head": 4, "n_positions": 50, "initializer_range": 0.05}
      """;

  private static TransformerConfig config() throws Exception {
    JsonNode json = new ObjectMapper().readTree(CONFIG);
    return ConfigReader.read(json, "config.json");
  }

  @Test
  void everyTensorHasItsDistribution() throws Exception {
    TransformerConfig config = config();
    Parameters parameters = Parameters.of(config);
    try (Backend backend = Backend.open("cpu");
        Scope scope = backend.open()) {
      List<Tensor> weights = WeightInitializer.initialize(config, 3, scope);
      assertThat(parameters.numWeights()).isEqualTo(64 * 350 + 2 * (12 * 64 * 64 + 13 * 64) + 128);
      for (int i = 0; i < weights.size(); i++) {
        Parameter parameter = parameters.all().get(i);
        float[] values = weights.get(i).floats();
        assertThat(weights.get(i).shape()).isEqualTo(parameter.shape());
        double mean =
            IntStream.range(0, values.length).mapToDouble(j -> values[j]).average().orElseThrow();
        double square =
            IntStream.range(0, values.length)
                .mapToDouble(j -> values[j] * values[j])
                .average()
                .orElseThrow();
        double deviation =
            switch (parameter.initialization()) {
              case NORMAL -> 0.05;
              case RESIDUAL -> 0.025;
              default -> 0;
            };
        double centre = parameter.initialization() == Parameter.Initialization.ONES ? 1 : 0;
        assertThat(mean).as(parameter.name()).isCloseTo(centre, within(0.1 * deviation + 1e-9));
        assertThat(Math.sqrt(Math.max(0, square - mean * mean)))
            .as(parameter.name())
            .isCloseTo(deviation, within(0.05 * deviation + 1e-9));
      }
    }
  }

  @Test
  void weightsDependOnlyOnSeedAndName() throws Exception {
    TransformerConfig config = config();
    try (Backend backend = Backend.open("cpu");
        Scope scope = backend.open()) {
      float[] first = WeightInitializer.initialize(config, 3, scope).get(0).floats();
      assertThat(WeightInitializer.initialize(config, 3, scope).get(0).floats()).isEqualTo(first);
      assertThat(WeightInitializer.initialize(config, 4, scope).get(0).floats())
          .isNotEqualTo(first);
    }
  }
}
