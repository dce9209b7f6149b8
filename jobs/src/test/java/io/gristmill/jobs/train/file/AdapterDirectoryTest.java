package io.gristmill.jobs.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Adapters;
import io.gristmill.jobs.train.model.Lora;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.model.TransformerConfig;
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

class AdapterDirectoryTest {

  private static final ObjectMapper JSON = new ObjectMapper();

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

  private static TransformerConfig config(String name) throws IOException {
    return ModelDirectory.open(Fixtures.model(name)).config();
  }

  @Test
  void savedAdaptersAreReadBack() throws IOException {
    for (String name : Fixtures.adapted()) {
      Adapters adapters = AdapterDirectory.open(Fixtures.adapters(name)).read(config(name), scope);
      Path path = folder.resolve(name);
      AdapterDirectory.save(path, config(name), adapters, "base", DType.F32);
      AdapterDirectory again = AdapterDirectory.open(path);
      assertThat(again.lora().adaptedModules(config(name)))
          .isEqualTo(adapters.lora().adaptedModules(config(name)));
      assertThat(again.lora().scaling()).isEqualTo(adapters.lora().scaling());
      Adapters read = again.read(config(name), scope);
      for (int i = 0; i < adapters.tensors().size(); i++) {
        assertThat(read.tensors().get(i).floats()).isEqualTo(adapters.tensors().get(i).floats());
      }
    }
  }

  @Test
  void writesTheConfigurationOfPeft() throws IOException {
    Adapters adapters =
        AdapterDirectory.open(Fixtures.adapters("gpt2")).read(config("gpt2"), scope);
    AdapterDirectory.save(folder, config("gpt2"), adapters, "some/model", DType.F32);
    JsonNode json = JSON.readTree(folder.resolve("adapter_config.json").toFile());
    assertThat(json)
        .isEqualTo(
            JSON.readTree(
                """
                {"peft_type": "LORA", "task_type": "CAUSAL_LM",
                 "base_model_name_or_path": "some/model", "inference_mode": true, "r": 4,
                 "lora_alpha": 6, "lora_dropout": 0.0, "bias": "none", "fan_in_fan_out": true,
                 "init_lora_weights": true, "target_modules": ["attn.c_attn", "mlp.c_proj"]}
                """));
  }

  private Path changed(String changes) throws IOException {
    Path path = Files.createTempDirectory(folder, "changed");
    ObjectNode json =
        (ObjectNode)
            JSON.readTree(Fixtures.adapters("llama").resolve("adapter_config.json").toFile());
    json.setAll((ObjectNode) JSON.readTree(changes));
    Files.writeString(path.resolve("adapter_config.json"), json.toString());
    return path;
  }

  @Test
  void namesAllUnsupportedSettingsAtOnce() throws IOException {
    Path path =
        changed(
            """
            {"peft_type": "IA3", "use_dora": true, "use_rslora": true, "bias": "all", "r": 0,
             "rank_pattern": {"q_proj": 3}, "modules_to_save": ["lm_head"], "lora_alpha": -1,
             "init_lora_weights": "pissa", "layers_to_transform": [0], "something_new": 1,
             "lora_dropout": 1.0, "target_modules": ".*q_proj"}
            """);
    assertThatThrownBy(() -> AdapterDirectory.open(path))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("adapter_config.json: use_dora = true is not supported")
        .hasMessageContaining("peft_type = \"IA3\"")
        .hasMessageContaining("use_rslora = true")
        .hasMessageContaining("bias = \"all\"")
        .hasMessageContaining(": r = 0")
        .hasMessageContaining("rank_pattern = {\"q_proj\":3}")
        .hasMessageContaining("modules_to_save = [\"lm_head\"]")
        .hasMessageContaining("lora_alpha = -1")
        .hasMessageContaining("lora_dropout = 1.0")
        .hasMessageContaining("init_lora_weights = \"pissa\"")
        .hasMessageContaining("layers_to_transform = [0]")
        .hasMessageContaining("something_new = 1")
        .hasMessageContaining("target_modules = \".*q_proj\"");
  }

  @Test
  void readsAllLinearAsAString() throws IOException {
    assertThat(AdapterDirectory.open(changed("{\"target_modules\": \"all-linear\"}")).lora())
        .isEqualTo(new Lora(2, 4, 0.1, List.of(Lora.ALL_LINEAR)));
  }

  @Test
  void namesMissingUnknownAndMisshapenTensors() throws IOException {
    Adapters adapters =
        AdapterDirectory.open(Fixtures.adapters("llama")).read(config("llama"), scope);
    List<Parameter> parameters = adapters.lora().parameters(config("llama"));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      tensors.put(parameters.get(i).name(), adapters.tensors().get(i));
    }
    String first = "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight";
    Tensor taken = tensors.remove(first);
    refused(tensors, "\"" + first + "\" is missing");
    tensors.put(first, scope.zeros(DType.F32, Shape.of(3, 16)));
    refused(tensors, "\"" + first + "\" has shape [3, 16], but the model and adapter_config.json");
    tensors.put(first, taken);
    tensors.put("base_model.model.lm_head.lora_A.weight", taken);
    refused(tensors, "that the model does not have: [base_model.model.lm_head.lora_A.weight]");
  }

  private void refused(Map<String, Tensor> tensors, String message) throws IOException {
    Path path = changed("{}");
    SafetensorsWriter.write(path.resolve("adapter_model.safetensors"), tensors);
    assertThatThrownBy(() -> AdapterDirectory.open(path).read(config("llama"), scope))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message);
  }

  @Test
  void rejectsDirectoriesWithoutAdapters() throws IOException {
    assertThatThrownBy(() -> AdapterDirectory.open(folder))
        .isInstanceOf(UserException.class)
        .hasMessage(folder + " has no adapter_config.json");
    Path path = changed("{}");
    assertThatThrownBy(() -> AdapterDirectory.open(path).read(config("llama"), scope))
        .isInstanceOf(UserException.class)
        .hasMessage(path + " has no adapter_model.safetensors");
  }
}
