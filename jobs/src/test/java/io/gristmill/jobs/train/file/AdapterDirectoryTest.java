package io.gristmill.jobs.train.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.train.model.Adapters;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.testing.Fixtures;
import io.gristmill.jobs.train.testing.PeftAdapters;
import java.io.IOException;
import java.nio.file.Path;
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
  void savedAdaptersAreThoseOfPeft() throws IOException {
    for (String name : Fixtures.adapted()) {
      TransformerConfig config = config(name);
      Adapters adapters = PeftAdapters.read(Fixtures.adapters(name), config, scope);
      Path path = folder.resolve(name);
      AdapterDirectory.save(path, config, adapters, "base", DType.F32);
      assertThat(PeftAdapters.lora(path).adaptedModules(config))
          .isEqualTo(adapters.lora().adaptedModules(config));
      assertThat(PeftAdapters.lora(path).scaling()).isEqualTo(adapters.lora().scaling());
      Adapters read = PeftAdapters.read(path, config, scope);
      for (int i = 0; i < adapters.tensors().size(); i++) {
        assertThat(read.tensors().get(i).floats()).isEqualTo(adapters.tensors().get(i).floats());
      }
    }
  }

  @Test
  void writesTheConfigurationOfPeft() throws IOException {
    Adapters adapters = PeftAdapters.read(Fixtures.adapters("gpt2"), config("gpt2"), scope);
    AdapterDirectory.save(folder, config("gpt2"), adapters, "some/model", DType.F32);
    assertThat(JSON.readTree(folder.resolve("adapter_config.json").toFile()))
        .isEqualTo(
            JSON.readTree(
                """
                {"peft_type": "LORA", "task_type": "CAUSAL_LM",
                 "base_model_name_or_path": "some/model", "inference_mode": true, "r": 4,
                 "lora_alpha": 6, "lora_dropout": 0.0, "bias": "none", "fan_in_fan_out": true,
                 "init_lora_weights": true, "target_modules": ["attn.c_attn", "mlp.c_proj"]}
                """));
  }
}
