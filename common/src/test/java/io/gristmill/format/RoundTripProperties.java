package io.gristmill.format;

import static io.gristmill.format.FormatTesting.conversation;
import static io.gristmill.format.FormatTesting.example;
import static io.gristmill.format.FormatTesting.format;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.format.Conversation.Message;
import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Formatted examples parse to themselves: {@code parse(format(x)) = x}. */
class RoundTripProperties {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(tries = 300)
  void alpacaRoundTrips(
      @ForAll("texts") String instruction,
      @ForAll("texts") String input,
      @ForAll("texts") String output)
      throws JsonProcessingException {
    Example example = example(instruction, input, output);
    JsonNode read = JSON.readTree(line(format("alpaca"), example));
    assertThat(
            Example.of(
                0,
                read.required("instruction").textValue(),
                read.required("input").textValue(),
                read.required("output").textValue()))
        .isEqualTo(example);
  }

  @Property(tries = 300)
  void messagesRoundTrip(@ForAll("conversations") Conversation conversation)
      throws JsonProcessingException {
    TurnsFormat messages = TurnsFormat.messages("messages", Conversation.INPUT_SEPARATOR);
    assertThat(readBack(messages, written(conversation))).isEqualTo(conversation);
  }

  @Property(tries = 300)
  void shareGptRoundTrips(@ForAll("conversations") Conversation conversation)
      throws JsonProcessingException {
    TurnsFormat shareGpt = TurnsFormat.shareGpt("conversations", Conversation.INPUT_SEPARATOR);
    assertThat(readBack(shareGpt, written(conversation))).isEqualTo(conversation);
  }

  @Property(tries = 100)
  void messagesOfAPlainExampleRoundTrip(
      @ForAll("texts") String instruction,
      @ForAll("texts") String input,
      @ForAll("texts") String output)
      throws JsonProcessingException {
    Example example = example(instruction, input, output);
    TurnsFormat messages = TurnsFormat.messages("messages", "\n");
    assertThat(readBack(messages, example)).isEqualTo(Conversation.of(example, "\n"));
  }

  @Property(tries = 200)
  void aTemplateOfDoubledBracesRoundTrips(@ForAll("texts") String text) {
    String doubled = text.replace("{", "{{").replace("}", "}}");
    assertThat(TextTemplate.of(doubled).render(example("a", "b", "c"))).isEqualTo(text);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> any =
        Arbitraries.strings()
            .withCharRange('\u0000', '\u007f')
            .withChars('가', '힣', '中', '文', '\u0301', '\u2028', '\u00a0', '\ufeff')
            .ofMaxLength(30);
    Arbitrary<String> marks =
        Arbitraries.of(
            "", " ", "\n\n", "{input}", "{{", "<|im_end|>", "</s>", "🌾", "👩‍🌾", "\"\\");
    return Combinators.combine(any, marks, any).as((a, mark, b) -> a + mark + b);
  }

  @Provide
  Arbitrary<Conversation> conversations() {
    return Combinators.combine(
            Arbitraries.of(true, false), texts().list().ofMinSize(2).ofMaxSize(9))
        .as(RoundTripProperties::alternating);
  }

  /** A well-formed conversation of the texts; an odd last text is ignored. */
  private static Conversation alternating(boolean system, List<String> texts) {
    List<Message> messages = new ArrayList<>();
    if (system && texts.size() % 2 == 1) {
      messages.add(new Message(Role.SYSTEM, texts.get(0)));
    }
    for (int i = texts.size() % 2; i < texts.size(); i += 2) {
      boolean first = i < 2;
      messages.add(new Message(first ? Role.USER : Role.TOOL, texts.get(i)));
      messages.add(new Message(first ? Role.FUNCTION_CALL : Role.ASSISTANT, texts.get(i + 1)));
    }
    return new Conversation(messages);
  }

  private static Example written(Conversation conversation) {
    var array = JSON.createArrayNode();
    for (Message message : conversation.messages()) {
      array
          .addObject()
          .put("role", message.role().messagesName())
          .put("content", message.content());
    }
    return conversation(array.toString());
  }

  private static ParsedConversation readBack(TurnsFormat format, Example example)
      throws JsonProcessingException {
    JsonNode row = JSON.readTree(line(format, example));
    return Conversation.parse(row.required(format.column().name()).toString(), format.column());
  }

  private static String line(Format format, Example example) {
    String line = JsonLines.line(format.columns(), (Formatted.Row) format.format(example));
    assertThat(line).doesNotContain("\n", "\r");
    return line;
  }
}
