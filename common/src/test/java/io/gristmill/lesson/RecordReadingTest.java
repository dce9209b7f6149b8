package io.gristmill.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.format.SingleExchange;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenExample;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class RecordReadingTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static LessonReading lesson(RowShape shape, LessonStyles style, String json)
      throws JsonProcessingException {
    LessonStyle written = style.style("", SingleExchange.SKIP, false);
    return new LessonReader(shape, written).read(JSON.readTree(json), 3).get(0);
  }

  private static String text(LessonStyles style, String json) throws JsonProcessingException {
    return ((Lesson) lesson(RowShape.AUTO, style, json)).text();
  }

  private static PairReading pair(LessonStyles style, String json) throws JsonProcessingException {
    LessonStyle written = style.style("", SingleExchange.SKIP, false);
    return new PairReader(RowShape.AUTO, written).read(JSON.readTree(json), 3).get(0);
  }

  private static String rule(Object reading) {
    assertThat(reading).isInstanceOf(Unusable.class);
    return ((Unusable) reading).rule();
  }

  @Test
  void theColumnsSayWhatARecordIs() throws Exception {
    assertThat(
            text(
                LessonStyles.PLAIN, "{\"instruction\": \"q\", \"input\": \"\", \"output\": \"a\"}"))
        .isEqualTo("q\na");
    assertThat(
            text(
                LessonStyles.PLAIN,
                "{\"conversations\": [{\"from\": \"human\", \"value\": \"q\"},"
                    + " {\"from\": \"gpt\", \"value\": \"a\"}]}"))
        .isEqualTo("q\na");
    assertThat(text(LessonStyles.ALPACA, "{\"prompt\": \"Q: 1+1?\\nA:\", \"completion\": \" 2\"}"))
        .isEqualTo("Q: 1+1?\nA: 2");
    assertThat(text(LessonStyles.PLAIN, "{\"prompt\": \"q\", \"response\": \"a\"}"))
        .isEqualTo("q\na");
    assertThat(text(LessonStyles.ALPACA, "{\"text\": \"고래와 새우\"}")).isEqualTo("고래와 새우");
    assertThat(
            text(
                LessonStyles.PLAIN, "{\"prompt\": \"q \", \"chosen\": \"a\", \"rejected\": \"b\"}"))
        .isEqualTo("q a");
  }

  @Test
  void aRowOfOurTableIsWrittenInTheStyle() throws Exception {
    String row =
        "{\"id\": \"1\", \"position\": 7, \"instruction\": \"q\", \"input\": \"i\", \"output\": \"a\","
            + " \"source\": \"\", \"recipe\": \"\", \"parents\": [], \"metadata\": {\"rejected\": \"b\"}}";
    assertThat(text(LessonStyles.PLAIN, row)).isEqualTo("q\ni\na");
    assertThat(pair(LessonStyles.PLAIN, row)).isEqualTo(new PairLesson("q\ni\n", "a", "b", false));
  }

  @Test
  void turnsOfAPromptAreNotLearnedThoseOfTheCompletionAre() throws Exception {
    LessonReading reading =
        lesson(
            RowShape.AUTO,
            LessonStyles.CHATML,
            """
            {"prompt": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"},
                        {"role": "user", "content": "c"}],
             "completion": [{"role": "assistant", "content": "d"}]}""");
    Lesson lesson = (Lesson) reading;
    assertThat(lesson.pieces().stream().filter(Lesson.Piece::learned).map(Lesson.Piece::text))
        .containsExactly("d<|im_end|>");
    assertThat(lesson.prompt()).endsWith("c<|im_end|>\n<|im_start|>assistant\n");
  }

  @Test
  void aForcedShapeRefusesWhatHasItNot() throws Exception {
    String alpaca = "{\"instruction\": \"q\", \"output\": \"a\"}";
    assertThat(lesson(RowShape.PROMPT_COMPLETION, LessonStyles.PLAIN, alpaca))
        .isEqualTo(new Unusable("missing-field", "field \"prompt\" is missing or null"));
    assertThat(rule(lesson(RowShape.TOKENS, LessonStyles.PLAIN, alpaca))).isEqualTo("no-tokens");
    assertThat(rule(lesson(RowShape.TEXT, LessonStyles.PLAIN, alpaca))).isEqualTo("empty-text");
    assertThat(rule(lesson(RowShape.MESSAGES, LessonStyles.PLAIN, alpaca)))
        .isEqualTo("missing-field");
    assertThat(rule(lesson(RowShape.AUTO, LessonStyles.PLAIN, "[1]"))).isEqualTo("wrong-type");
    assertThat(
            rule(
                lesson(
                    RowShape.AUTO,
                    LessonStyles.PLAIN,
                    "{\"prompt\": \"q\", \"completion\": \" \"}")))
        .isEqualTo("empty-answer");
  }

  @Test
  void tokensComeWithWhatIsLearned() throws Exception {
    BitSet second = new BitSet();
    second.set(1);
    assertThat(
            lesson(
                RowShape.AUTO,
                LessonStyles.PLAIN,
                "{\"input_ids\": [4, 5, 6], \"labels\": [-100, 5, -100]}"))
        .isEqualTo(new LessonReading.Ready(TokenExample.of(second, 4, 5, 6)));
    assertThat(lesson(RowShape.AUTO, LessonStyles.PLAIN, "{\"input_ids\": [4, 5]}"))
        .isEqualTo(new LessonReading.Ready(TokenExample.of(0, 4, 5)));
    for (String bad :
        new String[] {
          "{\"input_ids\": [4, 5], \"labels\": [5]}",
          "{\"input_ids\": [4, 5], \"labels\": [-100, 6]}"
        }) {
      assertThat(rule(lesson(RowShape.AUTO, LessonStyles.PLAIN, bad)))
          .isEqualTo("labels-do-not-fit");
    }
    assertThat(rule(lesson(RowShape.AUTO, LessonStyles.PLAIN, "{\"input_ids\": [4, -5]}")))
        .isEqualTo("no-tokens");
    assertThat(
            pair(
                LessonStyles.PLAIN,
                "{\"prompt_ids\": [1], \"chosen_ids\": [2], \"rejected_ids\": [3, 4]}"))
        .isEqualTo(
            new PairReading.Ready(PairTokens.of(new int[] {1}, new int[] {2}, new int[] {3, 4})));
  }

  @Test
  void aPackedRowIsItsExamples() throws Exception {
    LessonStyle style = LessonStyles.PLAIN.style("", SingleExchange.SKIP, false);
    LessonReader reader = new LessonReader(RowShape.AUTO, style);
    assertThat(
            reader.read(
                JSON.readTree(
                    "{\"input_ids\": [4, 5, 6, 7, 8], \"labels\": [-100, 5, -100, -100, 8],"
                        + " \"lengths\": [2, 3]}"),
                0))
        .containsExactly(
            new LessonReading.Ready(TokenExample.of(1, 4, 5)),
            new LessonReading.Ready(TokenExample.of(2, 6, 7, 8)));
    assertThat(rule(reader.read(JSON.readTree("{\"input_ids\": [4], \"lengths\": [2]}"), 0).get(0)))
        .isEqualTo("lengths-do-not-fit");
  }

  @Test
  void pairsAreReadInEveryForm() throws Exception {
    assertThat(
            pair(
                LessonStyles.ALPACA,
                "{\"prompt\": \"q:\", \"chosen\": \" a\", \"rejected\": \" b\"}"))
        .isEqualTo(new PairLesson("q:", " a", " b", false));
    assertThat(
            pair(
                LessonStyles.PLAIN,
                "{\"instruction\": \"q\", \"input\": \"\", \"chosen\": \"a\", \"rejected\": \"b\"}"))
        .isEqualTo(new PairLesson("q\n", "a", "b", false));
    PairLesson turns =
        new PairLesson(
            "<|im_start|>user\nq<|im_end|>\n<|im_start|>assistant\n",
            "a<|im_end|>",
            "b<|im_end|>",
            true);
    String a = "[{\"role\": \"assistant\", \"content\": \"a\"}]";
    String b = "[{\"role\": \"assistant\", \"content\": \"b\"}]";
    assertThat(
            pair(
                LessonStyles.CHATML,
                "{\"prompt\": [{\"role\": \"user\", \"content\": \"q\"}], \"chosen\": "
                    + a
                    + ", \"rejected\": "
                    + b
                    + "}"))
        .isEqualTo(turns);
    assertThat(
            pair(
                LessonStyles.CHATML,
                "{\"prompt\": \"q\", \"chosen\": " + a + ", \"rejected\": " + b + "}"))
        .isEqualTo(turns);
    assertThat(
            pair(
                LessonStyles.CHATML,
                """
                {"chosen": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "a"}],
                 "rejected": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "b"}]}\
                """))
        .isEqualTo(turns);
  }

  @Test
  void theRejectedAnswerOfAConversationIsOneToItsLastQuestion() throws Exception {
    String row =
        """
        {"id": "1", "position": 7, "instruction": "a", "input": "", "output": "b", "source": "",
         "recipe": "", "parents": [], "metadata": {"rejected": "no", "messages":
         "[{\\"role\\": \\"user\\", \\"content\\": \\"a\\"}, {\\"role\\": \\"assistant\\", \\"content\\": \\"b\\"},\
         {\\"role\\": \\"user\\", \\"content\\": \\"c\\"}, {\\"role\\": \\"assistant\\", \\"content\\": \\"d\\"}]"}}""";
    PairLesson pair = (PairLesson) pair(LessonStyles.CHATML, row);
    assertThat(pair.prompt()).contains("b<|im_end|>").endsWith("assistant\n");
    assertThat(pair.chosen()).isEqualTo("d<|im_end|>");
    assertThat(pair.rejected()).isEqualTo("no<|im_end|>");
  }

  @Test
  void aRecordThatIsNoPairSaysWhy() throws Exception {
    assertThat(rule(pair(LessonStyles.PLAIN, "{\"instruction\": \"q\", \"output\": \"a\"}")))
        .isEqualTo("no-rejected-answer");
    assertThat(
            rule(
                pair(
                    LessonStyles.PLAIN,
                    "{\"prompt\": \"q\", \"chosen\": \"a\", \"rejected\": \"a\"}")))
        .isEqualTo("equal-answers");
    assertThat(
            rule(
                pair(
                    LessonStyles.PLAIN,
                    "{\"prompt\": \"q\", \"chosen\": \"\", \"rejected\": \"a\"}")))
        .isEqualTo("empty-answer");
    assertThat(rule(pair(LessonStyles.PLAIN, "3"))).isEqualTo("wrong-type");
  }
}
