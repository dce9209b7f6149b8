package io.gristmill.encode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.chat.AssistantTurns;
import io.gristmill.chat.Chat;
import io.gristmill.chat.ChatTemplate;
import io.gristmill.chat.ChatTemplateFiles;
import io.gristmill.encode.TrainingText.Segment;
import io.gristmill.format.Conversation;
import io.gristmill.jinja.Rendering;
import io.gristmill.jinja.Span;
import io.gristmill.jinja.TemplateException;
import io.gristmill.record.Example;
import io.gristmill.record.parse.ParseFailure;
import io.gristmill.tokens.LossOn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Renders conversations by a model's chat template, which writes special tokens. Thread-safe. */
final class ModelChatTemplate implements TrainingTemplate {

  private static final long serialVersionUID = 1L;

  private final ChatTemplateFiles files;
  private final String defaultSystem;
  private final LossOn lossOn;
  private transient @Nullable ChatTemplate plain;
  private transient @Nullable ChatTemplate withTools;

  /** Creates a template; conversations without a system message get the default, if any. */
  ModelChatTemplate(ChatTemplateFiles files, String defaultSystem, LossOn lossOn) {
    this.files = files;
    this.defaultSystem = defaultSystem;
    this.lossOn = lossOn;
  }

  @Override
  public TrainingRecord render(Example example) {
    return attempt(
        () -> text(columns(example), JsonNodeFactory.instance.arrayNode(), turns(example)),
        reason -> reason);
  }

  /** Renders turns, those of the prompt not in the loss; the record holds the other columns. */
  TrainingRecord write(JsonNode record, JsonNode prompt, JsonNode answers) {
    return attempt(() -> text(record, prompt, answers), reason -> reason);
  }

  private TrainingRecord text(JsonNode record, JsonNode prompt, JsonNode answers) {
    Chat chat = ChatRecords.read(record, defaultSystem, prompt, answers);
    int from = prompt.isEmpty() ? 0 : chat.messages().size() - answers.size();
    return toTrainingText(findAnswers(chat, from));
  }

  private Rendering findAnswers(Chat chat, int from) {
    ChatTemplate template = template(chat);
    return switch (lossOn) {
      case ALL -> new Rendering(template.text(chat), List.of());
      case ASSISTANT -> AssistantTurns.of(template, chat, from);
      case RESPONSE ->
          AssistantTurns.of(
              template, chat, Math.max(from, AssistantTurns.lastAssistantMessage(chat)));
    };
  }

  private static TrainingText toTrainingText(Rendering chat) {
    String text = requireNoSurrogates(chat.text());
    List<Segment> segments = new ArrayList<>();
    int at = 0;
    int units = 0;
    for (Span span : chat.generated()) {
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
    return attempt(
        () -> {
          JsonNode turns = promptTurns(turns(example));
          Chat chat = ChatRecords.read(columns(example), defaultSystem, turns);
          String text = template(chat).text(chat.withGenerationPrompt());
          return toTrainingText(new Rendering(text, List.of()));
        },
        reason -> reason);
  }

  /** The text that the template appends to a last answer. */
  @Override
  public String endMark() {
    return lossOn == LossOn.ALL
        ? new ModelChatTemplate(files, defaultSystem, LossOn.RESPONSE).endMark()
        : TrainingTemplate.super.endMark();
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
    return attempt(
        () -> {
          JsonNode turns = turns(example);
          JsonNode prompt = promptTurns(turns);
          JsonNode chosen = TurnLists.slice(turns, prompt.size(), turns.size());
          if (!(chosen.path(0) instanceof ObjectNode answer)) {
            throw new UnusableException(
                "ends-without-answer", "the last turn of the conversation is not the assistant's");
          }
          ArrayNode other = JsonNodeFactory.instance.arrayNode();
          other.add(answer.deepCopy().put("content", rejected));
          return pair(columns(example), prompt, chosen, other);
        },
        reason -> reason);
  }

  /** Renders a preference pair of turns; the record holds the other columns. */
  PreferenceRecord renderPair(
      JsonNode record, JsonNode prompt, JsonNode chosen, JsonNode rejected) {
    return attempt(() -> pair(record, prompt, chosen, rejected), reason -> reason);
  }

  private PreferenceRecord pair(
      JsonNode record, JsonNode prompt, JsonNode chosen, JsonNode rejected) {
    Chat promptChat = ChatRecords.read(record, defaultSystem, prompt);
    Chat chosenChat = ChatRecords.read(record, defaultSystem, prompt, chosen);
    Chat rejectedChat = ChatRecords.read(record, defaultSystem, prompt, rejected);
    ChatTemplate template = template(promptChat);
    String promptText = template.text(promptChat.withGenerationPrompt());
    String chosenText = template.text(chosenChat);
    String rejectedText = template.text(rejectedChat);
    requireNoSurrogates(chosenText);
    requireNoSurrogates(rejectedText);
    if (!chosenText.startsWith(promptText) || !rejectedText.startsWith(promptText)) {
      throw new UnusableException(
          "prompt-not-kept",
          "the template renders the prompt differently when an answer follows, so inference would"
              + " use another prompt than training");
    }
    if (chosenText.equals(rejectedText)) {
      throw new UnusableException("equal-answers", "the chosen and the rejected answer are equal");
    }
    int answers = promptText.length();
    return new PreferenceText(
        promptText, chosenText.substring(answers), rejectedText.substring(answers), true, true);
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

  private static JsonNode turns(Example example) {
    String messages = example.metadata().get(Example.MESSAGES);
    if (messages != null) {
      return ChatRecords.parseJson(messages)
          .filter(JsonNode::isArray)
          .orElseThrow(
              () ->
                  new UnusableException(
                      "conversation-not-json", "the conversation is not a JSON list"));
    }
    String input = example.input();
    String question =
        example.instruction() + (input.isEmpty() ? "" : Conversation.INPUT_SEPARATOR + input);
    return ChatRecords.userTurn(question, example.output());
  }

  private static <T> T attempt(Supplier<T> rendering, Function<UnusableRecord, T> unusable) {
    try {
      return rendering.get();
    } catch (UnusableException e) {
      return unusable.apply(e.reason());
    } catch (TemplateException e) {
      return unusable.apply(toUnusable(e));
    }
  }

  /** Refuses unpaired surrogates, which cannot be tokenized. */
  private static String requireNoSurrogates(String text) {
    if (text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new UnusableException(
          ParseFailure.UNPAIRED_SURROGATE, "the text contains an unpaired surrogate");
    }
    return text;
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
