package io.gristmill.jobs.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.model.Parameters;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.jobs.train.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {

  private static Backend backend;
  private static Scope scope;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    backend = Backend.open("cpu");
    scope = backend.open();
  }

  @AfterAll
  static void close() {
    scope.close();
    backend.close();
  }

  @Test
  void savedModelsAreReadBackFromOneFileOrShards() throws IOException {
    for (String name : Fixtures.names()) {
      ModelDirectory directory = ModelDirectory.open(Fixtures.model(name));
      List<Tensor> weights = directory.readWeights(scope);
      Path one = folder.resolve(name + "-one");
      Path several = folder.resolve(name + "-several");
      directory.save(one, weights, DType.F32, Long.MAX_VALUE);
      directory.save(several, weights, DType.F32, 6000);
      assertThat(one.resolve("model.safetensors")).exists();
      assertThat(several.resolve("model.safetensors.index.json")).exists();
      assertThat(several.resolve("model.safetensors")).doesNotExist();
      for (Path path : List.of(one, several)) {
        ModelDirectory again = ModelDirectory.open(path);
        assertThat(again.config()).isEqualTo(directory.config());
        assertThat(again.json().path("dtype").asText()).isEqualTo("float32");
        List<Tensor> read = again.readWeights(scope);
        for (int i = 0; i < weights.size(); i++) {
          assertThat(read.get(i).floats()).isEqualTo(weights.get(i).floats());
        }
      }
    }
  }

  private Path changed(String name, Map<String, Tensor> tensors) throws IOException {
    Path path = Files.createDirectories(folder.resolve(name));
    Files.copy(Fixtures.model(name).resolve("config.json"), path.resolve("config.json"));
    SafetensorsWriter.write(path.resolve("model.safetensors"), tensors);
    return path;
  }

  private static Map<String, Tensor> tensors(String name) throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model(name));
    List<Parameter> parameters = Parameters.of(directory.config()).all();
    List<Tensor> weights = directory.readWeights(scope);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < weights.size(); i++) {
      tensors.put(parameters.get(i).name(), weights.get(i));
    }
    return tensors;
  }

  private static void refused(Path path, String message) {
    assertThatThrownBy(() -> ModelDirectory.open(path).readWeights(scope))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsOlderFilesWithoutThePrefixOfTheBaseModel() throws IOException {
    Map<String, Tensor> old = new LinkedHashMap<>();
    Map<String, Tensor> tensors = tensors("gpt2");
    tensors.forEach((name, tensor) -> old.put(name.replace("transformer.", ""), tensor));
    old.put("h.0.attn.bias", scope.zeros(DType.U8, Shape.of(1, 1, 4, 4)));
    old.put("lm_head.weight", scope.zeros(DType.F32, Shape.of(1)));
    List<Tensor> read = ModelDirectory.open(changed("gpt2", old)).readWeights(scope);
    assertThat(read.get(0).floats()).isEqualTo(List.copyOf(tensors.values()).get(0).floats());
    assertThat(read).hasSameSizeAs(tensors.keySet());
  }

  @Test
  void eosTokensComeFromGenerationConfigOrElseFromConfig() throws IOException {
    Path path = changed("llama", tensors("llama"));
    ModelDirectory directory = ModelDirectory.open(path);
    assertThat(directory.eosTokens()).containsExactly(2);
    Path file = path.resolve("generation_config.json");
    Files.writeString(file, "{\"eos_token_id\": [5, 7]}");
    assertThat(directory.eosTokens()).containsExactly(5, 7);
    Files.writeString(file, "{\"eos_token_id\": 9}");
    assertThat(directory.eosTokens()).containsExactly(9);
    Files.writeString(file, "{\"max_length\": 9}");
    assertThat(directory.eosTokens()).containsExactly(2);
    for (String wrong : List.of("{\"eos_token_id\": \"end\"}", "{\"eos_token_id\": [-1]}", "{")) {
      Files.writeString(file, wrong);
      assertThatThrownBy(directory::eosTokens)
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith(file + ": ");
    }
  }

  @Test
  void namesMissingUnknownAndMisshapenTensors() throws IOException {
    Map<String, Tensor> tensors = tensors("qwen3");
    Tensor norm = tensors.remove("model.norm.weight");
    refused(changed("qwen3", tensors), "1 tensors are missing, such as [model.norm.weight]");
    Files.delete(folder.resolve("qwen3/config.json"));
    tensors.put("model.norm.weight", scope.zeros(DType.F32, Shape.of(17)));
    refused(
        changed("qwen3", tensors),
        "tensor \"model.norm.weight\" has shape [17], but the model needs [16]");
    Files.delete(folder.resolve("qwen3/config.json"));
    tensors.put("model.norm.weight", norm);
    tensors.put("model.norm.bias", norm);
    refused(
        changed("qwen3", tensors),
        "1 tensors do not belong to this architecture, such as [model.norm.bias]");
  }

  @Test
  void rejectsIncompleteDirectories() throws IOException {
    refused(folder, "has no config.json");
    Files.copy(Fixtures.model("llama3").resolve("config.json"), folder.resolve("config.json"));
    refused(folder, "model.safetensors is missing");
    Files.writeString(
        folder.resolve("model.safetensors.index.json"), "{\"weight_map\":{\"a\":\"../x\"}}");
    refused(folder, "shards must be file names without a path, was ../x");
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\":{\"a\":\"x.safetensors\"}}");
    refused(folder, "x.safetensors is missing");
    Files.writeString(folder.resolve("config.json"), "{");
    refused(folder, "config.json: ");
  }
}
