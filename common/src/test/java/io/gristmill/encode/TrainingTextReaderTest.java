package io.gristmill.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.format.MultiTurn;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class TrainingTextReaderTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static TrainingRecord read(DatasetFormat format, TemplateName style, String json)
      throws JsonProcessingException {
    TrainingTemplate template = style.create("", MultiTurn.SKIP, false);
    return new TrainingTextReader(format, template).read(JSON.readTree(json), 3).get(0);
  }

  private static String text(TemplateName style, String json) throws JsonProcessingException {
    return ((TrainingText) read(DatasetFormat.AUTO, style, json)).text();
  }

  private static PreferenceRecord pair(TemplateName style, String json)
      throws JsonProcessingException {
    TrainingTemplate template = style.create("", MultiTurn.SKIP, false);
    return new PreferenceReader(DatasetFormat.AUTO, template).read(JSON.readTree(json), 3).get(0);
  }

  private static String rule(Object record) {
    assertThat(record).isInstanceOf(UnusableRecord.class);
    return ((UnusableRecord) record).rule();
  }

  @Test
  void theColumnsDecideTheFormatOfARecord() throws Exception {
    assertThat(
            text(
                TemplateName.PLAIN, "{\"instruction\": \"q\", \"input\": \"\", \"output\": \"a\"}"))
        .isEqualTo("q\na");
    assertThat(
            text(
                TemplateName.PLAIN,
                "{\"conversations\": [{\"from\": \"human\", \"value\": \"q\"},"
                    + " {\"from\": \"gpt\", \"value\": \"a\"}]}"))
        .isEqualTo("q\na");
    assertThat(text(TemplateName.ALPACA, "{\"prompt\": \"Q: 1+1?\\nA:\", \"completion\": \" 2\"}"))
        .isEqualTo("Q: 1+1?\nA: 2");
    assertThat(text(TemplateName.PLAIN, "{\"prompt\": \"q\", \"response\": \"a\"}"))
        .isEqualTo("q\na");
    assertThat(text(TemplateName.ALPACA, "{\"text\": \"고래와 새우\"}")).isEqualTo("고래와 새우");
    assertThat(
            text(
                TemplateName.PLAIN, "{\"prompt\": \"q \", \"chosen\": \"a\", \"rejected\": \"b\"}"))
        .isEqualTo("q a");
  }

  @Test
  void aRowOfGristmillsTableIsRenderedWithTheTemplate() throws Exception {
    String row =
        "{\"id\": \"1\", \"position\": 7, \"instruction\": \"q\", \"input\": \"i\", \"output\":"
            + " \"a\", \"source\": \"\", \"recipe\": \"\", \"parents\": [], \"metadata\":"
            + " {\"rejected\": \"b\"}}";
    assertThat(text(TemplateName.PLAIN, row)).isEqualTo("q\ni\na");
    assertThat(pair(TemplateName.PLAIN, row))
        .isEqualTo(new PreferenceText("q\ni\n", "a", "b", false));
  }

  @Test
  void onlyTurnsOfTheCompletionCountInTheLoss() throws Exception {
    TrainingRecord record =
        read(
            DatasetFormat.AUTO,
            TemplateName.CHATML,
            """
            {"prompt": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"},
                        {"role": "user", "content": "c"}],
             "completion": [{"role": "assistant", "content": "d"}]}\
            """);
    TrainingText trainingText = (TrainingText) record;
    assertThat(
            trainingText.segments().stream()
                .filter(TrainingText.Segment::inLoss)
                .map(TrainingText.Segment::text))
        .containsExactly("d<|im_end|>");
    assertThat(trainingText.prompt()).endsWith("c<|im_end|>\n<|im_start|>assistant\n");
  }

  @Test
  void aSelectedFormatRejectsRecordsWithoutItsColumns() throws Exception {
    String alpaca = "{\"instruction\": \"q\", \"output\": \"a\"}";
    assertThat(read(DatasetFormat.PROMPT_COMPLETION, TemplateName.PLAIN, alpaca))
        .isEqualTo(new UnusableRecord("missing-field", "field \"prompt\" is missing or null"));
    assertThat(rule(read(DatasetFormat.TOKENS, TemplateName.PLAIN, alpaca))).isEqualTo("no-tokens");
    assertThat(rule(read(DatasetFormat.TEXT, TemplateName.PLAIN, alpaca))).isEqualTo("empty-text");
    assertThat(rule(read(DatasetFormat.MESSAGES, TemplateName.PLAIN, alpaca)))
        .isEqualTo("missing-field");
    assertThat(rule(read(DatasetFormat.AUTO, TemplateName.PLAIN, "[1]"))).isEqualTo("wrong-type");
    assertThat(
            rule(
                read(
                    DatasetFormat.AUTO,
                    TemplateName.PLAIN,
                    "{\"prompt\": \"q\", \"completion\": \" \"}")))
        .isEqualTo("empty-answer");
  }

  @Test
  void tokensComeWithTheirLabels() throws Exception {
    BitSet second = new BitSet();
    second.set(1);
    assertThat(
            read(
                DatasetFormat.AUTO,
                TemplateName.PLAIN,
                "{\"input_ids\": [4, 5, 6], \"labels\": [-100, 5, -100]}"))
        .isEqualTo(new TrainingRecord.Tokenized(TokenExample.of(second, 4, 5, 6)));
    assertThat(read(DatasetFormat.AUTO, TemplateName.PLAIN, "{\"input_ids\": [4, 5]}"))
        .isEqualTo(new TrainingRecord.Tokenized(TokenExample.of(0, 4, 5)));
    for (String bad :
        new String[] {
          "{\"input_ids\": [4, 5], \"labels\": [5]}",
          "{\"input_ids\": [4, 5], \"labels\": [-100, 6]}"
        }) {
      assertThat(rule(read(DatasetFormat.AUTO, TemplateName.PLAIN, bad)))
          .isEqualTo("labels-do-not-fit");
    }
    assertThat(rule(read(DatasetFormat.AUTO, TemplateName.PLAIN, "{\"input_ids\": [4, -5]}")))
        .isEqualTo("no-tokens");
    assertThat(
            pair(
                TemplateName.PLAIN,
                "{\"prompt_ids\": [1], \"chosen_ids\": [2], \"rejected_ids\": [3, 4]}"))
        .isEqualTo(
            new PreferenceRecord.Tokenized(
                PairTokens.of(new int[] {1}, new int[] {2}, new int[] {3, 4})));
  }

  @Test
  void aPackedRowIsSplitIntoItsExamples() throws Exception {
    TrainingTemplate style = TemplateName.PLAIN.create("", MultiTurn.SKIP, false);
    TrainingTextReader reader = new TrainingTextReader(DatasetFormat.AUTO, style);
    assertThat(
            reader.read(
                JSON.readTree(
                    "{\"input_ids\": [4, 5, 6, 7, 8], \"labels\": [-100, 5, -100, -100, 8],"
                        + " \"lengths\": [2, 3]}"),
                0))
        .containsExactly(
            new TrainingRecord.Tokenized(TokenExample.of(1, 4, 5)),
            new TrainingRecord.Tokenized(TokenExample.of(2, 6, 7, 8)));
    assertThat(rule(reader.read(JSON.readTree("{\"input_ids\": [4], \"lengths\": [2]}"), 0).get(0)))
        .isEqualTo("lengths-do-not-fit");
  }

  @Test
  void pairsAreReadInEveryForm() throws Exception {
    assertThat(
            pair(
                TemplateName.ALPACA,
                "{\"prompt\": \"q:\", \"chosen\": \" a\", \"rejected\": \" b\"}"))
        .isEqualTo(new PreferenceText("q:", " a", " b", false));
    assertThat(
            pair(
                TemplateName.PLAIN,
                "{\"instruction\": \"q\", \"input\": \"\", \"chosen\": \"a\", \"rejected\":"
                    + " \"b\"}"))
        .isEqualTo(new PreferenceText("q\n", "a", "b", false));
    PreferenceText turns =
        new PreferenceText(
            "<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\n",
            "a<|im_end|>",
            "b<|im_end|>",
            true);
    String a = "[{\"role\": \"assistant\", \"content\": \"a\"}]";
    String b = "[{\"role\": \"assistant\", \"content\": \"b\"}]";
    assertThat(
            pair(
                TemplateName.CHATML,
                "{\"prompt\": [{\"role\": \"user\", \"content\": \"q\"}], \"chosen\": "
                    + a
                    + ", \"rejected\": "
                    + b
                    + "}"))
        .isEqualTo(turns);
    assertThat(
            pair(
                TemplateName.CHATML,
                "{\"prompt\": \"q\", \"chosen\": " + a + ", \"rejected\": " + b + "}"))
        .isEqualTo(turns);
    assertThat(
            pair(
                TemplateName.CHATML,
                """
                {"chosen": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}],
                 "rejected": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "b"}]}\
                """))
        .isEqualTo(turns);
  }

  @Test
  void theRejectedAnswerReplacesTheLastTurnOfAConversation() throws Exception {
    String row =
        """
        {"id": "1", "position": 7, "instruction": "a", "input": "", "output": "b", "source": "",
         "recipe": "", "parents": [], "metadata": {"rejected": "no", "messages":
         "[{\\"role\\": \\"user\\", \\"content\\": \\"a\\"}, {\\"role\\": \\"assistant\\", \\"content\\": \\"b\\"},\
         {\\"role\\": \\"user\\", \\"content\\": \\"c\\"}, {\\"role\\": \\"assistant\\", \\"content\\": \\"d\\"}]"}}\
        """;
    PreferenceText pair = (PreferenceText) pair(TemplateName.CHATML, row);
    assertThat(pair.prompt()).contains("b<|im_end|>").endsWith("assistant\n");
    assertThat(pair.chosen()).isEqualTo("d<|im_end|>");
    assertThat(pair.rejected()).isEqualTo("no<|im_end|>");
  }

  @Test
  void aRecordThatIsNotAPairGivesAReason() throws Exception {
    assertThat(rule(pair(TemplateName.PLAIN, "{\"instruction\": \"q\", \"output\": \"a\"}")))
        .isEqualTo("no-rejected-answer");
    assertThat(
            rule(
                pair(
                    TemplateName.PLAIN,
                    "{\"prompt\": \"q\", \"chosen\": \"a\", \"rejected\": \"a\"}")))
        .isEqualTo("equal-answers");
    assertThat(
            rule(
                pair(
                    TemplateName.PLAIN,
                    "{\"prompt\": \"q\", \"chosen\": \"\", \"rejected\": \"a\"}")))
        .isEqualTo("empty-answer");
    assertThat(rule(pair(TemplateName.PLAIN, "3"))).isEqualTo("wrong-type");
  }
}
