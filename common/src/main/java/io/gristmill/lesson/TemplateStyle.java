package io.gristmill.lesson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.chat.AssistantTurns;
import io.gristmill.chat.Chat;
import io.gristmill.chat.ChatTemplate;
import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.chat.ChatText;
import io.gristmill.format.Conversation;
import io.gristmill.jinja.Span;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.lesson.Lesson.Piece;
import io.gristmill.record.Example;
import io.gristmill.record.shape.Refusal;
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
final class TemplateStyle implements LessonStyle {

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
  TemplateStyle(ChatTemplateFiles files, String system, LossOn labels) {
    this.files = files;
    this.system = system;
    this.labels = labels;
  }

  @Override
  public LessonReading write(Example example) {
    ObjectNode record = record(example);
    return turns(example)
        .<LessonReading>map(turns -> write(record, JsonNodeFactory.instance.arrayNode(), turns))
        .orElseGet(TemplateStyle::noJson);
  }

  /**
   * A conversation.
   *
   * @param record with the columns beside the turns
   * @param prompt its first turns, of which nothing is learned; may be empty
   * @param answers its last turns
   */
  LessonReading write(JsonNode record, JsonNode prompt, JsonNode answers) {
    ChatReading reading = Chats.read(record, system, prompt, answers);
    if (!(reading instanceof ChatReading.Read read)) {
      return (Unusable) reading;
    }
    int from = prompt.isEmpty() ? 0 : read.chat().messages().size() - answers.size();
    return attempt(() -> lesson(text(read.chat(), from)));
  }

  private ChatText text(Chat chat, int from) {
    ChatTemplate template = template(chat);
    return switch (labels) {
      case ALL -> new ChatText(template.text(chat), List.of());
      case ASSISTANT -> AssistantTurns.of(template, chat, from);
      case RESPONSE -> AssistantTurns.of(template, chat, Math.max(from, AssistantTurns.last(chat)));
    };
  }

  private static ChatText open(ChatTemplate template, Chat chat) {
    return new ChatText(template.text(chat.open()), List.of());
  }

  private static Lesson lesson(ChatText chat) {
    String text = chat.text();
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    int units = 0;
    for (Span span : chat.assistant()) {
      int start = text.offsetByCodePoints(units, span.start() - at);
      int end = text.offsetByCodePoints(start, span.end() - span.start());
      pieces.add(new Piece(text.substring(units, start), false));
      pieces.add(new Piece(text.substring(start, end), true));
      at = span.end();
      units = end;
    }
    pieces.add(new Piece(text.substring(units), false));
    return new Lesson(
        pieces.stream().filter(piece -> !piece.text().isEmpty()).toList(), true, true);
  }

  @Override
  public LessonReading question(Example example) {
    ObjectNode record = record(example);
    return turns(example)
        .map(turns -> question(record, asked(turns)))
        .orElseGet(TemplateStyle::noJson);
  }

  /** What the template writes behind a last answer. */
  @Override
  public String endMark() {
    return labels == LossOn.ALL
        ? new TemplateStyle(files, system, LossOn.RESPONSE).endMark()
        : LessonStyle.super.endMark();
  }

  private LessonReading question(ObjectNode record, JsonNode turns) {
    ChatReading reading = Chats.read(record, system, turns);
    return reading instanceof ChatReading.Read read
        ? attempt(() -> lesson(open(template(read.chat()), read.chat())))
        : (Unusable) reading;
  }

  /** All turns but a last one that answers. */
  private static JsonNode asked(JsonNode turns) {
    int last = turns.size() - 1;
    return Turns.countAnswers(Turns.part(turns, Math.max(0, last), turns.size())) == 1
        ? Turns.part(turns, 0, last)
        : turns;
  }

  /** Two answers to the question of an example: its own, which is the better one, and another. */
  PairReading pair(Example example, String rejected) {
    Optional<JsonNode> turns = turns(example);
    if (turns.isEmpty()) {
      return noJson();
    }
    JsonNode prompt = asked(turns.get());
    JsonNode chosen = Turns.part(turns.get(), prompt.size(), turns.get().size());
    if (!(chosen.path(0) instanceof ObjectNode answer)) {
      return new Unusable("ends-without-answer", "the last turn of the conversation asks");
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
  PairReading pair(JsonNode record, JsonNode prompt, JsonNode chosen, JsonNode rejected) {
    ChatReading question = Chats.read(record, system, prompt);
    ChatReading better = Chats.read(record, system, prompt, chosen);
    ChatReading worse = Chats.read(record, system, prompt, rejected);
    for (ChatReading reading : List.of(question, better, worse)) {
      if (reading instanceof Unusable reason) {
        return reason;
      }
    }
    Chat asked = ((ChatReading.Read) question).chat();
    try {
      ChatTemplate template = template(asked);
      return pair(
          template.text(asked.open()),
          template.text(((ChatReading.Read) better).chat()),
          template.text(((ChatReading.Read) worse).chat()));
    } catch (TemplateException e) {
      return unusable(e);
    }
  }

  private static PairReading pair(String prompt, String better, String worse) {
    if (!isWhole(better) || !isWhole(worse)) {
      return half();
    }
    if (!better.startsWith(prompt) || !worse.startsWith(prompt)) {
      return new Unusable(
          "prompt-not-kept",
          "the template writes the question otherwise where an answer follows, so what a model is"
              + " asked would not be what it learned to answer");
    }
    return better.equals(worse)
        ? new Unusable("equal-answers", "the chosen and the rejected answer are equal")
        : new PairLesson(
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
      Chats.parsed(example.metadata().getOrDefault(Example.TOOLS, ""))
          .filter(JsonNode::isArray)
          .ifPresent(tools -> record.set(Example.TOOLS, tools));
    }
    return record;
  }

  /** The turns of an example; nothing where its conversation is no JSON. */
  private static Optional<JsonNode> turns(Example example) {
    String messages = example.metadata().get(Example.MESSAGES);
    if (messages != null) {
      return Chats.parsed(messages).filter(JsonNode::isArray);
    }
    String input = example.input();
    String asked = example.instruction() + (input.isEmpty() ? "" : Conversation.JOINER + input);
    return Optional.of(Chats.exchange(asked, example.output()));
  }

  private static Unusable noJson() {
    return new Unusable("conversation-not-json", "the conversation is no list in JSON");
  }

  private LessonReading attempt(Supplier<Lesson> lesson) {
    try {
      Lesson made = lesson.get();
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

  private static Unusable half() {
    return new Unusable(Refusal.UNPAIRED_SURROGATE, "the text holds half a character");
  }

  private static Unusable unusable(TemplateException e) {
    String rule =
        switch (e.kind()) {
          case RAISED -> "refused-by-template";
          case UNSUPPORTED -> "not-supported-by-template";
          case SYNTAX, FAILED, LIMIT -> "failed-in-template";
        };
    return new Unusable(rule, String.valueOf(e.getMessage()));
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
