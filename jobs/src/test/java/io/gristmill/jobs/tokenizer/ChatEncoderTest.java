package io.gristmill.jobs.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.chat.Chat;
import io.gristmill.chat.ChatTemplate;
import io.gristmill.tokens.TokenExample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChatEncoderTest {

  private static final Map<String, String> SPECIAL =
      Map.of("bos_token", "<|end|>", "eos_token", "<|end|>");

  private static Path directory() throws Exception {
    return Path.of(Objects.requireNonNull(ChatEncoderTest.class.getResource("/tokenizer")).toURI());
  }

  @Test
  void tokensAndAssistantMasksAreThoseOfTransformers() throws Exception {
    JsonNode cases =
        new ObjectMapper().readTree(Files.readAllBytes(directory().resolve("masks.json")));
    assertThat(cases).isNotEmpty();
    Map<String, ChatTemplate> templates = new HashMap<>();
    try (Tokenizer tokenizer = Tokenizer.open(directory())) {
      for (JsonNode one : cases) {
        ChatTemplate template =
            templates.computeIfAbsent(
                one.path("name").asText(),
                name -> ChatTemplate.of(one.path("template").asText(), SPECIAL));
        Chat chat = Chat.of(one.path("messages")).withTools(one.get("tools"));
        TokenExample example = new ChatEncoder(template, tokenizer).encode(chat);
        assertThat(ids(example)).as("%s", one).isEqualTo(numbers(one.path("ids")));
        assertThat(mask(example)).as("%s", one).isEqualTo(numbers(one.path("mask")));
      }
    }
  }

  @Test
  void placesAreCodePointsAndATokenOfPartOfACharacterHasAllOfIt() throws Exception {
    try (Tokenizer tokenizer = Tokenizer.open(directory())) {
      TokenizedText tokens = tokenizer.encodeWithOffsets("🌾 물.");
      assertThat(tokens.starts()[0]).isZero();
      assertThat(tokens.ends()[0]).isEqualTo(1);
      assertThat(tokens.ends()[tokens.ends().length - 1]).isEqualTo(4);
      assertThat(tokens.ids()).isEqualTo(tokenizer.encode("🌾 물."));
    }
  }

  private static List<Integer> ids(TokenExample example) {
    return IntStream.range(0, example.length()).map(example::id).boxed().toList();
  }

  private static List<Integer> mask(TokenExample example) {
    return IntStream.range(0, example.length())
        .map(place -> example.isAnswer(place) ? 1 : 0)
        .boxed()
        .toList();
  }

  private static List<Integer> numbers(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.path(i).intValue()).boxed().toList();
  }
}
