package io.gristmill.jobs.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.jobs.testing.TinyModel;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.testing.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the initial model of a training, and the models that are refused. */
class ModelSourceTest {

  private static final String TOKENIZER =
      """
      {"model": {"type": "BPE", "vocab": {"a": 0, "b": 1, "ab": 2}, "merges": ["a b"]},
       "added_tokens": [{"id": 3, "content": "<|끝|>", "special": true, "single_word": false,
         "lstrip": false, "rstrip": false, "normalized": false}]}
      """;

  @TempDir Path folder;

  private static ModelSettings settings(String... assignments) {
    Problems problems = new Problems();
    List<String> all = new ArrayList<>();
    for (String assignment : assignments) {
      all.add("sft." + assignment);
    }
    Settings settings = Settings.load(null, all, problems);
    ModelSettings read = ModelSettings.read(settings.reader("sft", problems));
    problems.throwIfAny();
    return read;
  }

  private Path tokenizer() throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), TOKENIZER);
    Files.writeString(
        folder.resolve("tokenizer_config.json"), "{\"eos_token\": {\"content\": \"<|끝|>\"}}");
    return folder;
  }

  private static void refused(ExitCode code, String message, ModelSettings settings) {
    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(((UserException) e).exitCode()).isEqualTo(code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt2", "llama", "mistral", "qwen2", "qwen3", "phi3"})
  void aModelFromScratchCanBeReadBack(String family) throws IOException {
    ModelSource source =
        open(
            settings(
                "scratch.tokenizer=" + tokenizer(),
                "scratch.model-type=" + family,
                "scratch.hidden-size=16",
                "scratch.num-hidden-layers=2",
                "scratch.num-attention-heads=4",
                "scratch.max-position-embeddings=24"));
    JsonNode json = source.directory().json();
    assertThat(json.path("vocab_size").asInt()).isEqualTo(4);
    assertThat(json.path("eos_token_id").asInt()).isEqualTo(3);
    assertThat(json.path("bos_token_id").isNull()).isTrue();
    assertThat(source.config().dropout()).isEqualTo(TransformerConfig.Dropout.NONE);
    assertThat(source.config().sizes().maxPositionEmbeddings()).isEqualTo(24);
    try (Backend backend = Backend.open("cpu");
        Scope scope = backend.open()) {
      var weights = source.weights(scope, 42);
      Path saved = folder.resolve("saved");
      source.directory().save(saved, weights, DType.F32, Long.MAX_VALUE);
      ModelDirectory again = ModelDirectory.open(saved);
      assertThat(again.config()).isEqualTo(source.config());
      assertThat(again.readWeights(scope).get(0).floats()).isEqualTo(weights.get(0).floats());
      LanguageModel.of(backend, again.config(), weights, Precision.FULL).close();
    }
  }

  private static ModelSource open(ModelSettings settings) throws IOException {
    return ModelSource.open(settings, Path.of(settings.directory()));
  }

  @Test
  void theDropoutSettingReplacesTheModelsDropout() {
    TransformerConfig own = config("gpt2");
    assertThat(settings("model=x").withDropout(own)).isEqualTo(own);
    assertThat(settings("model=x", "dropout=0.25").withDropout(own).dropout())
        .isEqualTo(new TransformerConfig.Dropout(0.25, 0.25, 0.25));
  }

  private static TransformerConfig config(String name) {
    try {
      return ModelDirectory.open(Fixtures.model(name)).config();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTokenizerWithMoreTokensThanTheModelKnowsIsRefused() throws IOException {
    for (Path file : List.of(Path.of("config.json"), Path.of("model.safetensors"))) {
      Files.copy(Fixtures.model("llama3").resolve(file.toString()), folder.resolve(file));
    }
    tokenizer();
    ModelSettings settings = settings("model=" + folder);
    assertThat(open(settings).fromScratch()).isFalse();
    Files.writeString(
        folder.resolve("tokenizer.json"), TOKENIZER.replace("\"id\": 3", "\"id\": 32"));
    refused(
        ExitCode.INPUT,
        "the tokenizer has ids up to 32, the model's vocabulary has 32 entries",
        settings);
  }

  @Test
  void aRunDirectoryResolvesToItsModel() throws IOException {
    Path model = Files.createDirectories(folder.resolve("run/model"));
    TinyModel.write(model, 1);
    ModelSource source = open(settings("model=" + folder.resolve("run")));
    assertThat(source.directory().path()).isEqualTo(model);
  }

  @Test
  void aHubNameIsReportedWithItsDownloadCommand() {
    refused(
        ExitCode.INPUT,
        "hf download Qwen/Qwen2.5-0.5B --local-dir models/Qwen2.5-0.5B",
        settings("model=Qwen/Qwen2.5-0.5B"));
    refused(
        ExitCode.INPUT,
        "hf download ORGANIZATION/Qwen2.5-0.5B --local-dir models/Qwen2.5-0.5B",
        settings("model=Qwen2.5-0.5B"));
  }

  @Test
  void aDirectoryWithoutAModelIsReported() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    refused(ExitCode.INPUT, "nowhere is not a model directory", settings("model=nowhere"));
    refused(ExitCode.INPUT, file + " is missing", settings("model=" + folder));
    tokenizer();
    refused(ExitCode.INPUT, "has no config.json", settings("model=" + folder));
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"bert\"}");
    refused(
        ExitCode.CONFIGURATION,
        "architecture \"\" of model type \"bert\" is not supported",
        settings("model=" + folder));
    Files.writeString(file, "{");
    refused(ExitCode.INPUT, file + ": Unexpected end-of-input", settings("model=" + folder));
  }

  @Test
  void allProblemsOfAModelShapeAreReportedTogether() {
    Map<String, String> wrong =
        Map.of(
            "scratch.hidden-size=30",
                "sft.scratch.hidden-size must be an even multiple of the 4 heads",
            "scratch.num-key-value-heads=3",
                "sft.scratch.num-key-value-heads must be a divisor of 4 heads",
            "scratch.num-hidden-layers=0",
                "sft.scratch.num-hidden-layers must be a whole number from 1",
            "dropout=1", "sft.dropout must be a number from 0",
            "scratch.model-type=bert", "sft.scratch.model-type must be one of gpt2, llama");
    assertThatThrownBy(() -> settings(wrong.keySet().toArray(new String[0])))
        .isInstanceOf(UserException.class)
        .message()
        .contains(wrong.values())
        .contains(
            "sft.model must be a directory (--model); to train from scratch, set"
                + " sft.scratch.tokenizer");
  }
}
