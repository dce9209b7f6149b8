package io.gristmill.encode;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.record.Example;
import io.gristmill.tokens.LossOn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModelChatTemplateTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String TURNS =
      "{{ bos_token }}{% if tools %}[{{ tools | length }} tools]{% endif %}{% for m in messages"
          + " %}{% if m.role == 'stone' %}{{ raise_exception('no stones') }}{% endif %}<{{ m.role"
          + " }}>{{ m.content | trim }}{% for c in m.tool_calls or [] %}!{{ c.name }}{% endfor"
          + " %}<end>\n"
          + "{% endfor %}{% if add_generation_prompt %}<assistant>{{ opening }}{% endif %}";

  private static final String MARKED =
      "{% for m in messages %}<{{ m.role }}>{% if m.role == 'assistant' %}{% generation %}{{"
          + " m.content }}{% endgeneration %}{% else %}{{ m.content }}{% endif %}{% endfor %}{% if"
          + " add_generation_prompt %}<assistant>{% endif %}";

  private static final String TALK =
      """
      {"messages": [{"role": "system", "content": "Be short."}, {"role": "user", "content": " 안녕 "},
                    {"role": "assistant", "content": "Hello 🌾"}, {"role": "user", "content": "Bye"},
                    {"role": "assistant", "content": "See you"}]}\
      """;

  private static ModelChatTemplate style(String template, LossOn labels) {
    return new ModelChatTemplate(
        new ChatTemplateFiles(Map.of("default", template), Map.of("bos_token", "<s>")),
        "Be kind.",
        labels);
  }

  private static TrainingRecord read(ModelChatTemplate style, String json)
      throws JsonProcessingException {
    return new TrainingTextReader(DatasetFormat.AUTO, style).read(JSON.readTree(json), 0).get(0);
  }

  private static PreferenceRecord pair(String json) throws JsonProcessingException {
    return new PreferenceReader(DatasetFormat.AUTO, style(TURNS, LossOn.ASSISTANT))
        .read(JSON.readTree(json), 0)
        .get(0);
  }

  private static String learned(TrainingRecord reading) {
    assertThat(reading).isInstanceOf(TrainingText.class);
    return ((TrainingText) reading)
        .segments().stream()
            .filter(TrainingText.Segment::inLoss)
            .map(TrainingText.Segment::text)
            .collect(Collectors.joining("|"));
  }

  private static String text(TrainingRecord reading) {
    assertThat(reading).isInstanceOf(TrainingText.class);
    return ((TrainingText) reading).text();
  }

  private static UnusableRecord unusable(Object reading) {
    assertThat(reading).isInstanceOf(UnusableRecord.class);
    return (UnusableRecord) reading;
  }

  @Test
  void lossOnDecidesWhichTurnsCountInTheLoss() throws Exception {
    for (String template : List.of(TURNS, MARKED)) {
      String end = template.equals(TURNS) ? "<end>\n" : "";
      assertThat(learned(read(style(template, LossOn.ASSISTANT), TALK)))
          .isEqualTo("Hello 🌾" + end + "|See you" + end);
      assertThat(learned(read(style(template, LossOn.RESPONSE), TALK))).isEqualTo("See you" + end);
      TrainingRecord all = read(style(template, LossOn.ALL), TALK);
      assertThat(learned(all)).isEmpty();
      assertThat(text(all)).isEqualTo(text(read(style(template, LossOn.ASSISTANT), TALK)));
      assertThat(((TrainingText) all).templated()).isTrue();
    }
  }

  @Test
  void aPlainRecordBecomesOneTurnAfterTheDefaultSystemMessage() throws Exception {
    String row = "{\"instruction\": \"Turn.\", \"input\": \"방아\", \"output\": \"no\"}";
    TrainingRecord reading = read(style(TURNS, LossOn.RESPONSE), row);
    assertThat(text(reading))
        .isEqualTo("<s><system>Be kind.<end>\n<user>Turn.\n\n방아<end>\n<assistant>no<end>\n");
    assertThat(learned(reading)).isEqualTo("no<end>\n");
    assertThat(text(read(style(TURNS, LossOn.RESPONSE), TALK)))
        .startsWith("<s><system>Be short.<end>\n<user>안녕<end>\n");
    assertThat(
            text(
                read(
                    style(TURNS, LossOn.ALL),
                    "{\"system\": \"Own.\", \"conversations\": [{\"from\": \"human\", \"value\":"
                        + " \"q\"}, {\"from\": \"gpt\", \"value\": \"a\"}]}")))
        .isEqualTo("<s><system>Own.<end>\n<user>q<end>\n<assistant>a<end>\n");
  }

  @Test
  void theTemplateGetsToolsToolCallsAndVariables() throws Exception {
    String turns =
        "\"messages\": [{\"role\": \"developer\", \"content\": \"d\"}, {\"role\": \"user\","
            + " \"content\": \"q\"}, {\"role\": \"assistant\", \"tool_calls\": [{\"name\":"
            + " \"ring\"}]}, {\"role\": \"tool\", \"content\": \"dong\"}, {\"role\": \"assistant\","
            + " \"content\": \"a\"}]";
    String expected =
        "<developer>d<end>\n"
            + "<user>q<end>\n"
            + "<assistant>!ring<end>\n"
            + "<tool>dong<end>\n"
            + "<assistant>a<end>\n";
    for (String tools : List.of("[{\"name\": \"ring\"}]", "\"[{\\\"name\\\": \\\"ring\\\"}]\"")) {
      TrainingRecord reading =
          read(style(TURNS, LossOn.ASSISTANT), "{" + turns + ", \"tools\": " + tools + "}");
      assertThat(text(reading)).isEqualTo("<s>[1 tools]" + expected);
      assertThat(learned(reading)).isEqualTo("!ring<end>\n|a<end>\n");
    }
    for (String tools : List.of("null", "[]", "\"\"")) {
      assertThat(text(read(style(TURNS, LossOn.ALL), "{" + turns + ", \"tools\": " + tools + "}")))
          .isEqualTo("<s>" + expected);
    }
    assertThat(
            unusable(read(style(TURNS, LossOn.ALL), "{" + turns + ", \"tools\": \"ring\"}")).rule())
        .isEqualTo("wrong-type");
    String opened = "{" + turns + ", \"chat_template_kwargs\": {\"opening\": \"(now)\"}}";
    assertThat(unusable(read(style(TURNS, LossOn.RESPONSE), opened)).detail())
        .contains("renders earlier turns differently when others follow, as at message 4");
  }

  @Test
  void onlyAnswersAfterAPromptOfTurnsCountInTheLoss() throws Exception {
    String row =
        """
        {"prompt": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"},
                    {"role": "user", "content": "c"}],
         "completion": [{"role": "assistant", "content": "d"}, {"role": "user", "content": "e"},
                        {"role": "assistant", "content": "f"}]}\
        """;
    for (String template : List.of(TURNS, MARKED)) {
      String end = template.equals(TURNS) ? "<end>\n" : "";
      assertThat(learned(read(style(template, LossOn.ASSISTANT), row)))
          .isEqualTo("d" + end + "|f" + end);
      assertThat(learned(read(style(template, LossOn.RESPONSE), row))).isEqualTo("f" + end);
    }
  }

  @Test
  void anUnusableRecordGivesAReason() throws Exception {
    ModelChatTemplate style = style(TURNS, LossOn.ASSISTANT);
    assertThat(
            read(
                style,
                "{\"messages\": [{\"role\": \"stone\", \"content\": \"q\"},"
                    + " {\"role\": \"assistant\", \"content\": \"a\"}]}"))
        .isEqualTo(new UnusableRecord("refused-by-template", "line 1: no stones"));
    assertThat(
            unusable(
                    read(
                        style,
                        "{\"messages\": [{\"role\": \"user\", \"content\": \"q\"},"
                            + " {\"role\": \"assistant\", \"content\": \" \"}]}"))
                .rule())
        .isEqualTo("empty-answer");
    assertThat(unusable(read(style, "{\"messages\": []}")).rule()).isEqualTo("odd-conversation");
    assertThat(unusable(read(style, "{\"messages\": [\"hi\"]}")).rule()).isEqualTo("wrong-type");
    assertThat(unusable(read(style, "{\"messages\": [{\"content\": \"hi\"}]}")).detail())
        .startsWith("turn 1: field \"role\"");
    assertThat(
            unusable(
                    read(
                        style,
                        "{\"messages\": [{\"role\": \"user\", \"content\": \"\\ud83c\"},"
                            + " {\"role\": \"assistant\", \"content\": \"a\"}]}"))
                .rule())
        .isEqualTo("unpaired-surrogate");
    assertThat(unusable(style.render(talk("[{\"role\": "))).rule())
        .isEqualTo("conversation-not-json");
    String rewriting = "{% for m in messages %}{{ m.content if loop.last else '' }}{% endfor %}";
    assertThat(unusable(read(style(rewriting, LossOn.ASSISTANT), TALK)).rule())
        .isEqualTo("not-supported-by-template");
  }

  private static Example talk(String messages) {
    return new Example(
        "x", 0, "안녕", "", "", "", "", List.of(), Map.of(Example.MESSAGES, messages), null);
  }

  @Test
  void aPromptEndsWithTheGenerationPrompt() throws Exception {
    ModelChatTemplate style = style(TURNS, LossOn.ASSISTANT);
    String turns = JSON.readTree(TALK).path("messages").toString();
    String asked =
        "<s><system>Be short.<end>\n"
            + "<user>안녕<end>\n"
            + "<assistant>Hello 🌾<end>\n"
            + "<user>Bye<end>\n"
            + "<assistant>";
    assertThat(promptText(style, talk(turns))).isEqualTo(asked);
    String open = turns.substring(0, turns.lastIndexOf(",{")) + "]";
    assertThat(promptText(style, talk(open))).isEqualTo(asked);
    assertThat(promptText(style, Example.of(0, "q", "", "")))
        .isEqualTo("<s><system>Be kind.<end>\n<user>q<end>\n<assistant>");
    assertThat(style.endMark()).isEqualTo("<end>");
    assertThat(style(TURNS, LossOn.ALL).endMark()).isEqualTo("<end>");
    assertThat(style("{{ raise_exception('never') }}", LossOn.RESPONSE).endMark()).isEmpty();
  }

  @Test
  void aConversationOfGristmillsTableKeepsItsTools() {
    Example example =
        new Example(
            "x",
            0,
            "q",
            "",
            "a",
            "",
            "",
            List.of(),
            Map.of(
                Example.MESSAGES,
                "[{\"role\": \"user\", \"content\": \"q\"}, {\"role\": \"assistant\", \"content\":"
                    + " \"a\"}]",
                Example.TOOLS,
                "[{}, {}]"),
            null);
    assertThat(text(style(TURNS, LossOn.ALL).render(example))).startsWith("<s>[2 tools]<system>");
  }

  @Test
  void aPairSplitsAfterTheGenerationPrompt() throws Exception {
    PreferenceText expected =
        new PreferenceText(
            "<s><system>Be kind.<end>\n<user>q<end>\n<assistant>",
            "a<end>\n",
            "b<end>\n",
            true,
            true);
    String user = "{\"role\": \"user\", \"content\": \"q\"}";
    String better = "{\"role\": \"assistant\", \"content\": \"a\"}";
    String worse = "{\"role\": \"assistant\", \"content\": \"b\"}";
    assertThat(
            pair(
                "{\"prompt\": [%s], \"chosen\": [%s], \"rejected\": [%s]}"
                    .formatted(user, better, worse)))
        .isEqualTo(expected);
    assertThat(
            pair(
                "{\"chosen\": [%s, %s], \"rejected\": [%s, %s]}"
                    .formatted(user, better, user, worse)))
        .isEqualTo(expected);
    assertThat(pair("{\"instruction\": \"q\", \"chosen\": \"a\", \"rejected\": \"b\"}"))
        .isEqualTo(expected);
    assertThat(
            unusable(pair("{\"instruction\": \"q\", \"chosen\": \"a\", \"rejected\": \"a \"}"))
                .rule())
        .isEqualTo("equal-answers");
    assertThat(
            unusable(
                    pair(
                        "{\"prompt\": [%s], \"chosen\": [%s], \"rejected\": [%s],"
                                .formatted(user, better, worse)
                            + " \"chat_template_kwargs\": {\"opening\": \"(now)\"}}"))
                .rule())
        .isEqualTo("prompt-not-kept");
    assertThat(
            unusable(pair("{\"chosen\": [%s], \"rejected\": [%s]}".formatted(better, worse)))
                .rule())
        .isEqualTo("odd-conversation");
  }

  @Test
  void theRejectedAnswerReplacesTheLastTurnOfAConversation() throws Exception {
    String messages = JSON.readTree(TALK).path("messages").toString();
    Example example =
        new Example(
            "x",
            0,
            "안녕",
            "",
            "Hello",
            "",
            "",
            List.of(),
            Map.of(Example.MESSAGES, messages, "rejected", "No."),
            null);
    PreferenceReader reader =
        new PreferenceReader(DatasetFormat.AUTO, style(TURNS, LossOn.ASSISTANT));
    assertThat(reader.render(example))
        .isInstanceOfSatisfying(
            PreferenceText.class,
            pair -> {
              assertThat(pair.prompt()).endsWith("<user>Bye<end>\n<assistant>");
              assertThat(pair.chosen()).isEqualTo("See you<end>\n");
              assertThat(pair.rejected()).isEqualTo("No.<end>\n");
            });
  }

  @Test
  void aPreferenceTrainsOnItsChosenAnswer() throws Exception {
    String row =
        """
        {"prompt": [{"role": "user", "content": "q"}],
         "chosen": [{"role": "assistant", "content": "a"}],
         "rejected": [{"role": "assistant", "content": "b"}]}\
        """;
    assertThat(learned(read(style(TURNS, LossOn.ASSISTANT), row))).isEqualTo("a<end>\n");
    assertThat(learned(read(style(MARKED, LossOn.RESPONSE), row))).isEqualTo("a");
  }

  @Test
  void aTemplateIsSerializable() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      ModelChatTemplate used = style(TURNS, LossOn.ASSISTANT);
      assertThat(learned(read(used, TALK))).isNotEmpty();
      out.writeObject(used);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      ModelChatTemplate arrived = (ModelChatTemplate) in.readObject();
      assertThat(read(arrived, TALK)).isEqualTo(read(style(TURNS, LossOn.ASSISTANT), TALK));
    }
  }

  private static String promptText(TrainingTemplate template, Example example) {
    return ((TrainingText) template.renderPrompt(example)).text();
  }
}
