package io.gristmill.llm.client;

import static io.gristmill.llm.client.ClientTesting.KEY;
import static io.gristmill.llm.client.ClientTesting.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Model;
import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LlmConfigTest {

  private static List<String> problems(String... settings) {
    Problems problems = new Problems();
    config(problems, settings);
    return problems.messages();
  }

  @Test
  void theDefaultIsTheRehearsal() {
    LlmConfig config = config();
    assertThat(config.provider()).isEqualTo(Provider.REHEARSAL);
    assertThat(config.model()).isEqualTo("rehearsal");
    assertThat(config.baseUrl()).isNull();
    assertThat(config.sampling()).isEqualTo(SamplingParams.DEFAULT);
    assertThat(config.timeouts().connect()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.retry().maxAttempts()).isEqualTo(6);
  }

  @Test
  void aBaseUrlWithoutAProviderIsNotSilentlyTheRehearsal() {
    assertThat(problems("base-url=\"http://host:8000/v1\""))
        .containsExactly(
            "llm.base-url needs a server, but llm.provider is rehearsal; set"
                + " llm.provider=openai-chat or unset the URL");
  }

  @Test
  void serverProgramAsProviderIsRefusedWithTheProviderToUse() {
    assertThat(problems("provider=vllm", "base-url=\"http://host:8000/v1\""))
        .containsExactly(
            "llm.provider must be one of rehearsal, openai-chat, openai-completions, ollama-chat,"
                + " ollama-generate, was \"vllm\"; did you mean openai-chat?");
    assertThat(problems("provider=ollama")).singleElement().asString().contains("ollama-chat?");
  }

  @Test
  void theRehearsalModelIsSuppliedByTheCaller() {
    Model stand =
        new Model() {
          @Override
          public Answer answer(Request request) {
            return new Answer("", Answer.Finish.STOP, 0, 0, "");
          }

          @Override
          public void close() {}
        };
    assertThat(Models.open(config(), () -> stand)).isSameAs(stand);
  }

  @Test
  void threeSettingsAreEnoughForOllama() {
    LlmConfig config =
        config("provider=ollama-chat", "base-url=\"http://gpu:11434/\"", "model=llama3");
    assertThat(config.baseUrl()).isEqualTo(URI.create("http://gpu:11434"));
    assertThat(config("provider=ollama-chat", "model=llama3").location())
        .isEqualTo("http://localhost:11434");
  }

  @Test
  void allSettingsAreRead() {
    LlmConfig config =
        config(
            "provider=openai-chat",
            "base-url=\"https://api.example/v1\"",
            "model=m",
            "sampling={max-tokens=5,temperature=0.5,top-p=0.5,top-k=5,frequency-penalty=1,presence-penalty=-1,seed=3,stop=[x]}",
            "stream=true",
            "max-response-bytes=2048",
            "idle-timeout-seconds=0.5",
            "ollama.num-ctx=4096",
            "ollama.keep-alive=5m",
            "max-tokens-param=max-completion-tokens");
    assertThat(config.sampling())
        .isEqualTo(new SamplingParams(5, 0.5, 0.5, 5, 1.0, -1.0, 3L, List.of("x"), null, null));
    assertThat(config.maxTokensParam()).isEqualTo("max_completion_tokens");
    assertThat(config.stream()).isTrue();
    assertThat(config.maxResponseBytes()).isEqualTo(2048);
    assertThat(config.timeouts().idle()).isEqualTo(Duration.ofMillis(500));
    assertThat(config("provider=ollama-chat", "model=m", "ollama.num-ctx=4096").sampling())
        .isEqualTo(SamplingParams.DEFAULT.withContextTokens(4096));
    assertThat(config.keepAlive()).isEqualTo("5m");
  }

  @Test
  void aLiteralKeyIsRejectedAndNotShown() {
    for (String setting :
        List.of(
            "api-key=\"" + KEY + "\"",
            "api-key=\"env:" + KEY + "\"",
            "api-key=\"env:AbCdEfGhIjKlMnOp123456\"",
            "api-key=\"file:" + KEY + "\"",
            "headers={ Authorization = \"Bearer " + KEY + "\" }",
            "headers={ api-key = \"" + KEY + "\" }",
            "headers={ X-Custom-Token = \"" + KEY + "\" }",
            "base-url=\"https://me:" + KEY + "@api.example/v1\"",
            "base-url=\"https://api.example/v1?key=" + KEY + "\"")) {
      List<String> messages =
          problems(
              "provider=openai-chat",
              "model=m",
              setting.startsWith("base-url")
                  ? "stream=false"
                  : "base-url=\"https://api.example/v1\"",
              setting);
      assertThat(messages).as(setting).hasSize(1);
      assertThat(messages.get(0)).doesNotContain(KEY).doesNotContain("AbCdEf");
      Settings shown = Settings.load(null, List.of("llm." + setting), new Problems());
      if (setting.startsWith("api-key") || setting.startsWith("headers={ api-key")) {
        assertThat(shown.render() + shown.toMap()).doesNotContain(KEY).doesNotContain("AbCdEf");
      }
    }
  }

  @Test
  void allInvalidSettingsAreReported() {
    assertThat(problems("provider=openai-chat"))
        .anyMatch(
            m ->
                m.startsWith("llm.base-url is missing for llm.provider openai-chat; usual values:")
                    && m.contains("http://localhost:8000/v1 (vLLM)"))
        .anyMatch(m -> m.startsWith("llm.model must be the name of a model"));
    assertThat(problems("provider=ollama-chat", "model=m", "base-url=\"http://h/v1\""))
        .singleElement()
        .asString()
        .contains("must not end in /v1");
    assertThat(problems("headers={ Host = x, \"bad name\" = y, X-Line = \"a\\nb\" }")).hasSize(3);
    assertThat(problems("retry.initial-backoff-seconds=9", "retry.max-backoff-seconds=2"))
        .hasSize(1);
    assertThat(problems("provider=telepathy")).hasSize(1);
  }

  @Test
  void aKeyIsReadFromAFileOrVariableInTheCallingProcess(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), KEY + "\n");
    SecretSource source = SecretSource.parse("file:" + file).orElseThrow();
    assertThat(source.read(name -> null, "llm.api-key")).isEqualTo(KEY);
    assertThat(source.toString()).doesNotContain(KEY);
    SecretSource variable = SecretSource.parse("env:MY_KEY").orElseThrow();
    assertThat(variable.read(name -> name.equals("MY_KEY") ? KEY : null, "k")).isEqualTo(KEY);
    assertThatThrownBy(() -> variable.read(name -> null, "llm.api-key"))
        .isInstanceOf(UserException.class)
        .hasMessage("llm.api-key: environment variable MY_KEY is not set or empty");
    assertThatThrownBy(() -> variable.read(name -> KEY + "\nX-Evil: " + KEY, "llm.api-key"))
        .hasMessageContaining("single word of printable ASCII")
        .hasMessageNotContaining(KEY);
    assertThatThrownBy(
            () ->
                SecretSource.parse("file:" + folder.resolve("none"))
                    .orElseThrow()
                    .read(n -> null, "llm.api-key"))
        .hasMessageContaining("cannot be read on this machine");
  }

  @Test
  void settingsAreSerializedWithoutTheKey() throws Exception {
    LlmConfig config =
        config(
            "provider=openai-chat",
            "base-url=\"https://api.example/v1\"",
            "model=m",
            "api-key=\"env:THE_KEY\"");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(config);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(config);
    }
  }
}
