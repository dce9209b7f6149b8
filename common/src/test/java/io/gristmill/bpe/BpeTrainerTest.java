package io.gristmill.bpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.bpe.BpeVocabulary.Merge;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BpeTrainerTest {

  private static BpeConfig config(int vocabulary, String... special) {
    return new BpeConfig(vocabulary, 2, PreTokenizer.WORDS_AND_CHARS, List.of(special), "", "", "");
  }

  private static BpeVocabulary train(BpeConfig config, List<String> texts) {
    WordCounts counts = new WordCounts(config.preTokenizer());
    texts.forEach(counts::add);
    return BpeTrainer.train(config, counts);
  }

  @Test
  void theMostFrequentPairIsMergedFirstAndSmallerIdsBreakTies() {
    // "ab" occurs three times, "cd", "ef" and " ab" twice.
    BpeVocabulary found = train(config(1000), List.of("ab ab ab", "ef cd", "cd ef", "gh"));
    assertThat(found.merges())
        .containsExactly(
            new Merge("a", "b"), new Merge("c", "d"), new Merge("e", "f"), new Merge("Ġ", "ab"));
    assertThat(found.tokens()).hasSize(256 + found.merges().size());
  }

  @Test
  void specialTokensAndBytesHaveTheFirstIds() {
    BpeVocabulary found = train(config(300, "<end>", "<pad>"), List.of("abab"));
    assertThat(found.tokens().subList(0, 4)).containsExactly("<end>", "<pad>", "!", "\"");
    assertThat(found.specialCount()).isEqualTo(2);
    assertThat(found.tokens().subList(2, 258))
        .doesNotHaveDuplicates()
        .allMatch(t -> t.length() == 1);
  }

  @Test
  void theOrderOfTextsDoesNotMatter() {
    List<String> texts = new ArrayList<>(List.of("방앗간 주인", "밀을 빻는 방앗간", "🌾 wheat", "wheat mill"));
    BpeVocabulary found = train(config(290), texts);
    Collections.reverse(texts);
    assertThat(train(config(290), texts)).isEqualTo(found);
    assertThat(found.merges()).isNotEmpty();
  }

  @Test
  void theWordsConcatenateToTheText() {
    String text = " it's  12\n\n\t가나다 é🌾\u00a0x\r\n";
    for (PreTokenizer splitting : PreTokenizer.values()) {
      StringBuilder joined = new StringBuilder();
      splitting.split(text, joined::append);
      assertThat(joined).hasToString(text);
    }
    List<String> words = new ArrayList<>();
    PreTokenizer.GPT2.split("it's  12 cats", words::add);
    assertThat(words).containsExactly("it", "'s", " ", " 12", " cats");
    words.clear();
    PreTokenizer.WORDS_AND_CHARS.split("it's  12 cats", words::add);
    assertThat(words).containsExactly("it", "'", "s", " ", " ", "1", "2", " cats");
  }

  @Test
  void theFilesNameTheirSpecialTokens() throws Exception {
    BpeConfig config =
        new BpeConfig(
            300, 2, PreTokenizer.WORDS_AND_CHARS, List.of("<end>", "<pad>"), "<end>", "<pad>", "");
    Map<String, String> files = TokenizerFiles.of(config, train(config, List.of("aa aa")));
    assertThat(files.keySet())
        .containsExactly("special_tokens_map.json", "tokenizer.json", "tokenizer_config.json");
    ObjectMapper json = new ObjectMapper();
    JsonNode tokenizer = json.readTree(files.get("tokenizer.json"));
    assertThat(tokenizer.path("added_tokens").path(1).path("content").asText()).isEqualTo("<pad>");
    assertThat(tokenizer.path("model").path("vocab").path("<pad>").asInt()).isEqualTo(1);
    JsonNode settings = json.readTree(files.get("tokenizer_config.json"));
    assertThat(settings.path("eos_token").asText()).isEqualTo("<end>");
    assertThat(settings.has("bos_token")).isFalse();
  }

  @Test
  void allInvalidSettingsAreReported() {
    assertThat(read("tokenizer.vocab-size=260").vocabSize()).isEqualTo(260);
    assertThatThrownBy(
            () ->
                read(
                    "tokenizer.vocab-size=257",
                    "tokenizer.special-tokens=[a, b]",
                    "tokenizer.eos-token=c"))
        .hasMessageContaining("tokenizer.vocab-size must be at least 258")
        .hasMessageContaining("tokenizer.eos-token must be empty or one of");
  }

  private static BpeConfig read(String... settings) {
    Problems problems = new Problems();
    BpeConfig config =
        BpeConfig.read(
            Settings.load(null, Arrays.asList(settings), problems).reader("tokenizer", problems));
    problems.throwIfAny();
    return config;
  }
}
