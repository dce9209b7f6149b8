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
 * Renders conversations, tools included, with a model's chat template, which writes all special
 * tokens. Thread-safe.
 */
final class ModelChatTemplate implements TrainingTemplate {

  private static final long serialVersionUID = 1L;

  private final ChatTemplateFiles files;
  private final String defaultSystem;
  private final LossOn lossOn;
  private transient @Nullable ChatTemplate plain;
  private transient @Nullable ChatTemplate withTools;

  /**
   * @param defaultSystem system message of conversations without one; may be empty
   * @param lossOn which turns to locate in the text
   */
  ModelChatTemplate(ChatTemplateFiles files, String defaultSystem, LossOn lossOn) {
    this.files = files;
    this.defaultSystem = defaultSystem;
    this.lossOn = lossOn;
  }

  @Override
  public TrainingRecord render(Example example) {
    ObjectNode record = columns(example);
    return findTurns(example)
        .<TrainingRecord>map(turns -> write(record, JsonNodeFactory.instance.arrayNode(), turns))
        .orElseGet(ModelChatTemplate::notJson);
  }

  /**
   * Renders a conversation.
   *
   * @param record record with the columns other than the turns
   * @param prompt the first turns, not in the loss; may be empty
   * @param answers the last turns
   */
  TrainingRecord write(JsonNode record, JsonNode prompt, JsonNode answers) {
    ChatResult reading = ChatRecords.read(record, defaultSystem, prompt, answers);
    if (!(reading instanceof ChatResult.Parsed read)) {
      return (UnusableRecord) reading;
    }
    int from = prompt.isEmpty() ? 0 : read.chat().messages().size() - answers.size();
    return attempt(() -> toTrainingText(findAnswers(read.chat(), from)));
  }

  private ChatText findAnswers(Chat chat, int from) {
    ChatTemplate template = template(chat);
    return switch (lossOn) {
      case ALL -> new ChatText(template.text(chat), List.of());
      case ASSISTANT -> AssistantTurns.of(template, chat, from);
      case RESPONSE ->
          AssistantTurns.of(
              template, chat, Math.max(from, AssistantTurns.lastAssistantMessage(chat)));
    };
  }

  private static ChatText openTurn(ChatTemplate template, Chat chat) {
    return new ChatText(template.text(chat.withGenerationPrompt()), List.of());
  }

  private static TrainingText toTrainingText(ChatText chat) {
    String text = chat.text();
    List<Segment> segments = new ArrayList<>();
    int at = 0;
    int units = 0;
    for (Span span : chat.assistantSpans()) {
      int start = text.offsetByCodePoints(units, span.start() - at);
      int end = text.offsetByCodePoints(start, span.end() - span.start());
      segments.add(new Segment(text.substring(units, start), false));
      segments.add(new Segment(text.substring(start, end), true));
      at = span.end();
      units = end;
    }
    segments.add(new Segment(text.substring(units), false));
    return new TrainingText(
        segments.stream().filter(segment -> !segment.text().isEmpty()).toList(), true, true);
  }

  @Override
  public TrainingRecord renderPrompt(Example example) {
    ObjectNode record = columns(example);
    return findTurns(example)
        .map(turns -> renderPromptOf(record, promptTurns(turns)))
        .orElseGet(ModelChatTemplate::notJson);
  }

  /** The text that the template appends to a last answer. */
  @Override
  public String endMark() {
    return lossOn == LossOn.ALL
        ? new ModelChatTemplate(files, defaultSystem, LossOn.RESPONSE).endMark()
        : TrainingTemplate.super.endMark();
  }

  private TrainingRecord renderPromptOf(ObjectNode record, JsonNode turns) {
    ChatResult reading = ChatRecords.read(record, defaultSystem, turns);
    return reading instanceof ChatResult.Parsed read
        ? attempt(() -> toTrainingText(openTurn(template(read.chat()), read.chat())))
        : (UnusableRecord) reading;
  }

  /** All turns except a last one by the assistant. */
  private static JsonNode promptTurns(JsonNode turns) {
    int last = turns.size() - 1;
    return TurnLists.countAnswers(TurnLists.slice(turns, Math.max(0, last), turns.size())) == 1
        ? TurnLists.slice(turns, 0, last)
        : turns;
  }

  /** The preference pair of an example, whose own answer is the chosen one. */
  PreferenceRecord renderPair(Example example, String rejected) {
    Optional<JsonNode> turns = findTurns(example);
    if (turns.isEmpty()) {
      return notJson();
    }
    JsonNode prompt = promptTurns(turns.get());
    JsonNode chosen = TurnLists.slice(turns.get(), prompt.size(), turns.get().size());
    if (!(chosen.path(0) instanceof ObjectNode answer)) {
      return new UnusableRecord(
          "ends-without-answer", "the last turn of the conversation is not the assistant's");
    }
    ArrayNode other = JsonNodeFactory.instance.arrayNode();
    other.add(answer.deepCopy().put("content", rejected));
    return renderPair(columns(example), prompt, chosen, other);
  }

  /**
   * Renders a preference pair.
   *
   * @param record record with the columns other than the turns
   * @param prompt turns before the answers
   * @param chosen turns of the chosen answer
   * @param rejected turns of the rejected answer
   */
  PreferenceRecord renderPair(
      JsonNode record, JsonNode prompt, JsonNode chosen, JsonNode rejected) {
    ChatResult promptResult = ChatRecords.read(record, defaultSystem, prompt);
    ChatResult chosenText = ChatRecords.read(record, defaultSystem, prompt, chosen);
    ChatResult rejectedText = ChatRecords.read(record, defaultSystem, prompt, rejected);
    for (ChatResult reading : List.of(promptResult, chosenText, rejectedText)) {
      if (reading instanceof UnusableRecord reason) {
        return reason;
      }
    }
    Chat promptChat = ((ChatResult.Parsed) promptResult).chat();
    try {
      ChatTemplate template = template(promptChat);
      return renderPair(
          template.text(promptChat.withGenerationPrompt()),
          template.text(((ChatResult.Parsed) chosenText).chat()),
          template.text(((ChatResult.Parsed) rejectedText).chat()));
    } catch (TemplateException e) {
      return toUnusable(e);
    }
  }

  private static PreferenceRecord renderPair(
      String prompt, String chosenText, String rejectedText) {
    if (!hasNoSurrogates(chosenText) || !hasNoSurrogates(rejectedText)) {
      return unpairedSurrogate();
    }
    if (!chosenText.startsWith(prompt) || !rejectedText.startsWith(prompt)) {
      return new UnusableRecord(
          "prompt-not-kept",
          "the template renders the prompt differently when an answer follows, so inference would"
              + " use another prompt than training");
    }
    return chosenText.equals(rejectedText)
        ? new UnusableRecord("equal-answers", "the chosen and the rejected answer are equal")
        : new PreferenceText(
            prompt,
            chosenText.substring(prompt.length()),
            rejectedText.substring(prompt.length()),
            true,
            true);
  }

  /** The columns of an example other than its turns. */
  private static ObjectNode columns(Example example) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    if (example.metadata().containsKey(Example.MESSAGES)) {
      ChatRecords.parseJson(example.metadata().getOrDefault(Example.TOOLS, ""))
          .filter(JsonNode::isArray)
          .ifPresent(tools -> record.set(Example.TOOLS, tools));
    }
    return record;
  }

  /** The turns of an example; empty if its conversation is not a JSON list. */
  private static Optional<JsonNode> findTurns(Example example) {
    String messages = example.metadata().get(Example.MESSAGES);
    if (messages != null) {
      return ChatRecords.parseJson(messages).filter(JsonNode::isArray);
    }
    String input = example.input();
    String promptChat =
        example.instruction() + (input.isEmpty() ? "" : Conversation.INPUT_SEPARATOR + input);
    return Optional.of(ChatRecords.userTurn(promptChat, example.output()));
  }

  private static UnusableRecord notJson() {
    return new UnusableRecord("conversation-not-json", "the conversation is not a JSON list");
  }

  private TrainingRecord attempt(Supplier<TrainingText> supplier) {
    try {
      TrainingText text = supplier.get();
      return hasNoSurrogates(text.text()) ? text : unpairedSurrogate();
    } catch (TemplateException e) {
      return toUnusable(e);
    }
  }

  /** Unpaired surrogates cannot be tokenized. */
  private static boolean hasNoSurrogates(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static UnusableRecord unpairedSurrogate() {
    return new UnusableRecord(
        ParseFailure.UNPAIRED_SURROGATE, "the text contains an unpaired surrogate");
  }

  private static UnusableRecord toUnusable(TemplateException e) {
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
    ChatTemplate cached = tools ? withTools : plain;
    if (cached == null) {
      cached = files.template(tools);
      if (tools) {
        withTools = cached;
      } else {
        plain = cached;
      }
    }
    return cached;
  }
}
