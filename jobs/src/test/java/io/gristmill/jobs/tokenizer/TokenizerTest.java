package io.gristmill.jobs.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.UserException;
import io.gristmill.encode.TokenizedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {

  private static Path directory() throws Exception {
    return Path.of(Objects.requireNonNull(TokenizerTest.class.getResource("/tokenizer")).toURI());
  }

  @Test
  void tokensAndTextsEqualThoseOfHuggingFaceTokenizers() throws Exception {
    JsonNode cases =
        new ObjectMapper().readTree(Files.readAllBytes(directory().resolve("tokens.json")));
    assertThat(cases).isNotEmpty();
    try (Tokenizer tokenizer = Tokenizer.open(directory())) {
      for (JsonNode one : cases) {
        int[] ids =
            IntStream.range(0, one.path("ids").size())
                .map(i -> one.path("ids").path(i).intValue())
                .toArray();
        assertThat(tokenizer.encode(one.path("text").asText())).as("%s", one).isEqualTo(ids);
        assertThat(tokenizer.decode(ids)).isEqualTo(one.path("decoded").asText());
      }
    }
  }

  @Test
  void offsetsAreCodePointsAndAPartialCharacterCountsAsAWhole() throws Exception {
    try (Tokenizer tokenizer = Tokenizer.open(directory())) {
      TokenizedText tokens = tokenizer.encodeWithOffsets("🌾 물.");
      assertThat(tokens.starts()[0]).isZero();
      assertThat(tokens.ends()[0]).isEqualTo(1);
      assertThat(tokens.ends()[tokens.ends().length - 1]).isEqualTo(4);
      assertThat(tokens.ids()).isEqualTo(tokenizer.encode("🌾 물."));
    }
  }

  @Test
  void aLongTextIsNotTruncated() throws Exception {
    try (Tokenizer tokenizer = Tokenizer.open(directory())) {
      String text = "The mill ".repeat(2000);
      assertThat(tokenizer.encode(text)).hasSizeGreaterThan(4000);
      assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }
  }

  @Test
  void aMissingOrMalformedFileIsReported(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> Tokenizer.open(folder).close())
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(folder.resolve("tokenizer.json") + " is missing");
    Files.writeString(folder.resolve("tokenizer.json"), "{\"version\": 7}");
    assertThatThrownBy(() -> Tokenizer.open(folder).close())
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(folder.resolve("tokenizer.json") + ": ");
  }
}
