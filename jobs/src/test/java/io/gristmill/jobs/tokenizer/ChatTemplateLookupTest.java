package io.gristmill.jobs.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.encode.EncodedRow;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.encode.RowEncoder;
import io.gristmill.encode.TrainingTextEncoder.BosEosTokens;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class ChatTemplateLookupTest {

  private static final Map<String, String> SPECIAL =
      Map.of("bos_token", "<|end|>", "eos_token", "<|end|>");

  /** Tokens that must not be added around the text of a template. */
  private static final BosEosTokens MARKS = new BosEosTokens(new int[] {5}, 7);

  private static final int LIMIT = 1 << 20;

  private final Map<String, Integer> counts = new TreeMap<>();

  private static EncodingConfig config(String labels) {
    Problems problems = new Problems();
    Settings settings =
        Settings.load(
            null,
            List.of(
                "training-data.prompt-template=chat-template", "training-data.loss-on=" + labels),
            problems);
    EncodingConfig config = EncodingConfig.read(settings.reader("training-data", problems));
    problems.throwIfAny();
    return config;
  }

  /** Rows of {@code make_training_texts.py}, or of the file in -Dgristmill.training-texts. */
  private static List<JsonNode> rows() throws IOException {
    String other = System.getProperty("gristmill.training-texts", "");
    List<JsonNode> rows = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    try (InputStream in =
            other.isEmpty()
                ? Objects.requireNonNull(
                    ChatTemplateLookupTest.class.getResourceAsStream(
                        "/training-texts/training-texts.jsonl.gz"))
                : Files.newInputStream(Path.of(other));
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows.add(json.readTree(line));
      }
    }
    return rows;
  }

  @Test
  void tokensAndLabelsEqualThoseOfTrlOrThereIsAReason() throws Exception {
    List<JsonNode> rows = rows();
    JsonNode templates = rows.get(0).path("templates");
    assertThat(rows).hasSizeGreaterThan(50);
    try (Tokenizer tokenizer =
        Tokenizer.open(
            Path.of(
                Objects.requireNonNull(ChatTemplateLookupTest.class.getResource("/tokenizer"))
                    .toURI()))) {
      for (JsonNode row : rows.subList(1, rows.size())) {
        String source = templates.path(row.path("template").asText()).asText();
        EncodingConfig config =
            ChatTemplateLookup.attach(
                config(row.path("labels").asText()),
                Optional.of(new ChatTemplateFiles(Map.of("default", source), SPECIAL)),
                "here");
        RowEncoder encoder = new RowEncoder(config.encoder(tokenizer, MARKS), LIMIT, config);
        check(row, config, encoder);
      }
    }
    assertThat(counts).containsKey("sft equal").containsKey("dpo equal").containsKey("sft refused");
  }

  private void check(JsonNode row, EncodingConfig config, RowEncoder encoder) {
    boolean pair = row.path("trainer").asText().equals("dpo");
    EncodedRow<?> encoded =
        pair
            ? encoder.encode(config.pairReader().read(row.path("row"), 0).get(0))
            : encoder.encode(config.reader().read(row.path("row"), 0).get(0));
    String kind = row.path("trainer").asText();
    if (row.has("none")
        || !row.path("kept").asBoolean()
        || row.path("title").asText().equals("blanks")) {
      assertThat(encoded).as("%s", row).isInstanceOf(EncodedRow.Dropped.class);
      counts.merge(kind + " refused", 1, Integer::sum);
      return;
    }
    assertThat(encoded).as("%s", row).isInstanceOf(EncodedRow.Kept.class);
    Object tokens = ((EncodedRow.Kept<?>) encoded).row();
    if (pair) {
      assertThat(tokens).as("%s", row).isEqualTo(pair(row));
    } else {
      TokenExample example = (TokenExample) tokens;
      assertThat(example.toArray()).as("%s", row).isEqualTo(numbers(row.path("ids")));
      assertThat(learned(example)).as("%s", row).isEqualTo(ranges(row.path("learned")));
    }
    counts.merge(kind + " equal", 1, Integer::sum);
  }

  private static PairTokens pair(JsonNode row) {
    return PairTokens.of(
        numbers(row.path("prompt")), numbers(row.path("chosen")), numbers(row.path("rejected")));
  }

  private static List<List<Integer>> learned(TokenExample example) {
    List<List<Integer>> ranges = new ArrayList<>();
    for (int i = 1; i < example.length(); i++) {
      if (example.isAnswer(i)) {
        int from = i;
        while (i < example.length() && example.isAnswer(i)) {
          i++;
        }
        ranges.add(List.of(from, i));
      }
    }
    return ranges;
  }

  private static List<List<Integer>> ranges(JsonNode array) {
    List<List<Integer>> ranges = new ArrayList<>();
    array.forEach(range -> ranges.add(List.of(range.path(0).intValue(), range.path(1).intValue())));
    return ranges;
  }

  private static int[] numbers(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.path(i).intValue()).toArray();
  }

  @Test
  void aMissingOrMalformedChatTemplateIsRefusedWithItsDirectory() {
    assertThatThrownBy(
            () -> ChatTemplateLookup.attach(config("assistant"), Optional.empty(), "the-model"))
        .isInstanceOfSatisfying(
            UserException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CONFIGURATION))
        .hasMessageStartingWith(
            "training-data.prompt-template=chat-template: the-model has no" + " chat template");
    ChatTemplateFiles broken =
        new ChatTemplateFiles(Map.of("default", "{% include 'x' %}"), SPECIAL);
    assertThatThrownBy(
            () -> ChatTemplateLookup.attach(config("assistant"), Optional.of(broken), "the-model"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("chat template of the-model: line 1: ");
  }

  @Test
  void chatTemplatesNeedCompatibilityGristmill() {
    Problems problems = new Problems();
    Settings settings =
        Settings.load(
            null,
            List.of(
                "training-data.prompt-template=chat-template",
                "training-data.compatibility=alpaca"),
            problems);
    EncodingConfig.read(settings.reader("training-data", problems));
    assertThatThrownBy(problems::throwIfAny)
        .hasMessageContaining(
            "training-data.compatibility must be gristmill with"
                + " training-data.prompt-template=chat-template");
  }
}
