package io.gristmill.jobs.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecialTokensTest {

  private static Path directory() throws Exception {
    return Path.of(Objects.requireNonNull(TokenizerTest.class.getResource("/tokenizer")).toURI());
  }

  private static SpecialTokens read(Path folder) throws Exception {
    try (Tokenizer tokenizer = Tokenizer.open(directory())) {
      return SpecialTokens.read(folder, tokenizer);
    }
  }

  @Test
  void specialTokensAreFoundByTextElseById(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"eos_token\": {\"content\": \"<|end|>\"}, \"bos_token\": null}");
    Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\": 9, \"pad_token_id\": 8}");
    Files.writeString(folder.resolve("generation_config.json"), "{\"bos_token_id\": [7, 6]}");
    SpecialTokens special = read(folder);
    assertThat(special.eos()).hasValue(0);
    assertThat(special.bos()).hasValue(7);
    assertThat(special.pad()).hasValue(8);
  }

  @Test
  void withoutFilesThereAreNoSpecialTokens(@TempDir Path folder) throws Exception {
    assertThat(read(folder).eos()).isEmpty();
    Files.writeString(folder.resolve("tokenizer_config.json"), "{");
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(folder.resolve("tokenizer_config.json") + ": ");
  }

  @Test
  void aTokenIdNeedsTheExactText() throws Exception {
    try (Tokenizer tokenizer = Tokenizer.open(directory())) {
      assertThat(tokenizer.id("<|end|>")).hasValue(0);
      assertThat(tokenizer.id("<|e")).isEmpty();
      assertThat(tokenizer.id("")).isEmpty();
      assertThat(tokenizer.bosTokens()).isEmpty();
    }
  }

  @Test
  void tokensThatATokenizerPrependsAreFound(@TempDir Path folder) throws Exception {
    String json = Files.readString(directory().resolve("tokenizer.json"));
    Files.writeString(
        folder.resolve("tokenizer.json"),
        json.replace(
            "\"post_processor\":null",
            "\"post_processor\":{\"type\":\"TemplateProcessing\",\"single\":[{\"SpecialToken\":"
                + "{\"id\":\"<|end|>\",\"type_id\":0}},{\"Sequence\":{\"id\":\"A\",\"type_id\":0}}],"
                + "\"pair\":[{\"Sequence\":{\"id\":\"A\",\"type_id\":0}},{\"Sequence\":{\"id\":\"B\","
                + "\"type_id\":1}}],\"special_tokens\":{\"<|end|>\":{\"id\":\"<|end|>\",\"ids\":[0],"
                + "\"tokens\":[\"<|end|>\"]}}}"));
    try (Tokenizer tokenizer = Tokenizer.open(folder)) {
      assertThat(tokenizer.bosTokens()).containsExactly(0);
    }
  }
}
