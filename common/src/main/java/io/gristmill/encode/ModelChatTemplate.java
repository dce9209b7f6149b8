package io.gristmill.encode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.chat.AssistantTurns;
import io.gristmill.chat.Chat;
import io.gristmill.chat.ChatTemplate;
import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.chat.ChatText;
import io.gristmill.encode.TrainingText.Segment;
import io.gristmill.format.Conversation;
import io.gristmill.jinja.Span;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.record.Example;
import io.gristmill.record.parse.ParseFailure;
import io.gristmill.tokens.LossOn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A model's own chat template: conversations as they are, with all turns and tools. The text brings
 * every token it needs. Safe for use by several threads.
 */
final class ModelChatTemplate implements TrainingTemplate {

  private static final long serialVersionUID = 1L;

  private final ChatTemplateFiles files;
  private final String system;
  private final LossOn labels;
  private transient @Nullable ChatTemplate plain;
  private transient @Nullable ChatTemplate withTools;

  /**
   * @param system what opens conversations that bring no system turn; may be empty
   * @param labels which turns have to be told from the rest
   */
  ModelChatTemplate(ChatTemplateFiles files, String system, LossOn labels) {
    this.files = files;
    this.system = system;
    this.labels = labels;
  }

  @Override
  public TrainingRecord render(Example example) {
    ObjectNode record = record(example);
    return turns(example)
        .<TrainingRecord>map(turns -> write(record, JsonNodeFactory.instance.arrayNode(), turns))
        .orElseGet(ModelChatTemplate::noJson);
  }

  /**
   * A conversation.
   *
   * @param record with the columns beside the turns
   * @param prompt its first turns, of which nothing is learned; may be empty
   * @param answers its last turns
   */
  TrainingRecord write(JsonNode record, JsonNode prompt, JsonNode answers) {
    ChatResult reading = ChatRecords.read(record, system, prompt, answers);
    if (!(reading instanceof ChatResult.Parsed read)) {
      return (UnusableRecord) reading;
    }
    int from = prompt.isEmpty() ? 0 : read.chat().messages().size() - answers.size();
    return attempt(() -> lesson(text(read.chat(), from)));
  }

  private ChatText text(Chat chat, int from) {
    ChatTemplate template = template(chat);
    return switch (labels) {
      case ALL -> new ChatText(template.text(chat), List.of());
      case ASSISTANT -> AssistantTurns.of(template, chat, from);
      case RESPONSE ->
          AssistantTurns.of(
              template, chat, Math.max(from, AssistantTurns.lastAssistantMessage(chat)));
    };
  }

  private static ChatText open(ChatTemplate template, Chat chat) {
    return new ChatText(template.text(chat.withGenerationPrompt()), List.of());
  }

  private static TrainingText lesson(ChatText chat) {
    String text = chat.text();
    List<Segment> pieces = new ArrayList<>();
    int at = 0;
    int units = 0;
    for (Span span : chat.assistantSpans()) {
      int start = text.offsetByCodePoints(units, span.start() - at);
      int end = text.offsetByCodePoints(start, span.end() - span.start());
      pieces.add(new Segment(text.substring(units, start), false));
      pieces.add(new Segment(text.substring(start, end), true));
      at = span.end();
      units = end;
    }
    pieces.add(new Segment(text.substring(units), false));
    return new TrainingText(
        pieces.stream().filter(piece -> !piece.text().isEmpty()).toList(), true, true);
  }

  @Override
  public TrainingRecord renderPrompt(Example example) {
    ObjectNode record = record(example);
    return turns(example)
        .map(turns -> question(record, asked(turns)))
        .orElseGet(ModelChatTemplate::noJson);
  }

  /** What the template writes behind a last answer. */
  @Override
  public String endMark() {
    return labels == LossOn.ALL
        ? new ModelChatTemplate(files, system, LossOn.RESPONSE).endMark()
        : TrainingTemplate.super.endMark();
  }

  private TrainingRecord question(ObjectNode record, JsonNode turns) {
    ChatResult reading = ChatRecords.read(record, system, turns);
    return reading instanceof ChatResult.Parsed read
        ? attempt(() -> lesson(open(template(read.chat()), read.chat())))
        : (UnusableRecord) reading;
  }

  /** All turns but a last one that answers. */
  private static JsonNode asked(JsonNode turns) {
    int last = turns.size() - 1;
    return TurnLists.countAnswers(TurnLists.slice(turns, Math.max(0, last), turns.size())) == 1
        ? TurnLists.slice(turns, 0, last)
        : turns;
  }

  /** Two answers to the question of an example: its own, which is the better one, and another. */
  PreferenceRecord pair(Example example, String rejected) {
    Optional<JsonNode> turns = turns(example);
    if (turns.isEmpty()) {
      return noJson();
    }
    JsonNode prompt = asked(turns.get());
    JsonNode chosen = TurnLists.slice(turns.get(), prompt.size(), turns.get().size());
    if (!(chosen.path(0) instanceof ObjectNode answer)) {
      return new UnusableRecord("ends-without-answer", "the last turn of the conversation asks");
    }
    ArrayNode other = JsonNodeFactory.instance.arrayNode();
    other.add(answer.deepCopy().put("content", rejected));
    return pair(record(example), prompt, chosen, other);
  }

  /**
   * Two answers to one question.
   *
   * @param record with the columns beside the turns
   * @param prompt turns up to the question
   * @param chosen turns of the better answer
   * @param rejected turns of the other one
   */
  PreferenceRecord pair(JsonNode record, JsonNode prompt, JsonNode chosen, JsonNode rejected) {
    ChatResult question = ChatRecords.read(record, system, prompt);
    ChatResult better = ChatRecords.read(record, system, prompt, chosen);
    ChatResult worse = ChatRecords.read(record, system, prompt, rejected);
    for (ChatResult reading : List.of(question, better, worse)) {
      if (reading instanceof UnusableRecord reason) {
        return reason;
      }
    }
    Chat asked = ((ChatResult.Parsed) question).chat();
    try {
      ChatTemplate template = template(asked);
      return pair(
          template.text(asked.withGenerationPrompt()),
          template.text(((ChatResult.Parsed) better).chat()),
          template.text(((ChatResult.Parsed) worse).chat()));
    } catch (TemplateException e) {
      return unusable(e);
    }
  }

  private static PreferenceRecord pair(String prompt, String better, String worse) {
    if (!isWhole(better) || !isWhole(worse)) {
      return half();
    }
    if (!better.startsWith(prompt) || !worse.startsWith(prompt)) {
      return new UnusableRecord(
          "prompt-not-kept",
          "the template writes the question otherwise where an answer follows, so what a model is"
              + " asked would not be what it learned to answer");
    }
    return better.equals(worse)
        ? new UnusableRecord("equal-answers", "the chosen and the rejected answer are equal")
        : new PreferenceText(
            prompt,
            better.substring(prompt.length()),
            worse.substring(prompt.length()),
            true,
            true);
  }

  /** What an example holds beside its turns. */
  private static ObjectNode record(Example example) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    if (example.metadata().containsKey(Example.MESSAGES)) {
      ChatRecords.parseJson(example.metadata().getOrDefault(Example.TOOLS, ""))
          .filter(JsonNode::isArray)
          .ifPresent(tools -> record.set(Example.TOOLS, tools));
    }
    return record;
  }

  /** The turns of an example; nothing where its conversation is no JSON. */
  private static Optional<JsonNode> turns(Example example) {
    String messages = example.metadata().get(Example.MESSAGES);
    if (messages != null) {
      return ChatRecords.parseJson(messages).filter(JsonNode::isArray);
    }
    String input = example.input();
    String asked = example.instruction() + (input.isEmpty() ? "" : Conversation.INPUT_SEPARATOR + input);
    return Optional.of(ChatRecords.userTurn(asked, example.output()));
  }

  private static UnusableRecord noJson() {
    return new UnusableRecord("conversation-not-json", "the conversation is no list in JSON");
  }

  private TrainingRecord attempt(Supplier<TrainingText> lesson) {
    try {
      TrainingText made = lesson.get();
      return isWhole(made.text()) ? made : half();
    } catch (TemplateException e) {
      return unusable(e);
    }
  }

  /** Half a character cannot be tokenised. */
  private static boolean isWhole(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static UnusableRecord half() {
    return new UnusableRecord(ParseFailure.UNPAIRED_SURROGATE, "the text holds half a character");
  }

  private static UnusableRecord unusable(TemplateException e) {
    String rule =
        switch (e.kind()) {
          case RAISED -> "refused-by-template";
          case UNSUPPORTED -> "not-supported-by-template";
          case SYNTAX, FAILED, LIMIT -> "failed-in-template";
        };
    return new UnusableRecord(rule, String.valueOf(e.getMessage()));
  }

  private synchronized ChatTemplate template(Chat chat) {
    boolean tools = chat.tools() != null;
    ChatTemplate known = tools ? withTools : plain;
    if (known == null) {
      known = files.template(tools);
      if (tools) {
        withTools = known;
      } else {
        plain = known;
      }
    }
    return known;
  }
}
