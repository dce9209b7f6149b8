package io.gristmill.encode;

import io.gristmill.encode.TrainingText.Segment;
import io.gristmill.format.ChatStyle;
import io.gristmill.format.Conversation;
import io.gristmill.format.Conversation.Message;
import io.gristmill.format.Formatted;
import io.gristmill.format.ParsedConversation;
import io.gristmill.format.Role;
import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders conversations with marks around turns; each answer counts in the loss with its end mark.
 * The loss begins where the model continues at inference: after {@code <|im_start|>assistant\n},
 * and after {@code ASSISTANT:}, whose space belongs to the answer.
 *
 * @param defaultSystem system message of conversations without one; may be empty
 */
record MultiTurnTemplate(Marks marks, String defaultSystem) implements TrainingTemplate {

  /** The texts of {@link ChatStyle}, split into segments. */
  enum Marks {
    PHI3(new ChatStyle.Phi3()) {
      @Override
      void addTurn(Message message, List<Segment> segments) {
        addMarked("<|%s|>\n", message, "<|end|>", segments);
      }
    },
    CHATML(new ChatStyle.ChatMl()) {
      @Override
      void addTurn(Message message, List<Segment> segments) {
        addMarked("<|im_start|>%s\n", message, "<|im_end|>", segments);
      }
    },
    VICUNA(new ChatStyle.Vicuna("")) {
      @Override
      void addTurn(Message message, List<Segment> segments) {
        switch (message.role()) {
          case SYSTEM -> segments.add(new Segment(message.content() + " ", false));
          case USER -> segments.add(new Segment("USER: " + message.content() + " ", false));
          default -> addAnswer(message, "", segments);
        }
      }
    },
    VICUNA_LINES(new ChatStyle.VicunaLines()) {
      @Override
      void addTurn(Message message, List<Segment> segments) {
        if (message.role() == Role.USER) {
          segments.add(new Segment("USER: " + message.content() + "\n", false));
        } else {
          addAnswer(message, "\n", segments);
        }
      }
    };

    private final ChatStyle format;

    Marks(ChatStyle format) {
      this.format = format;
    }

    abstract void addTurn(Message message, List<Segment> segments);

    static boolean isAnswer(Message message) {
      return message.role() != Role.SYSTEM && !message.role().isAnswered();
    }

    private static void addMarked(
        String start, Message message, String end, List<Segment> segments) {
      segments.add(new Segment(start.formatted(message.role().messagesName()), false));
      segments.add(new Segment(message.content() + end, isAnswer(message)));
      segments.add(new Segment("\n", false));
    }

    private static void addAnswer(Message message, String after, List<Segment> segments) {
      segments.add(new Segment("ASSISTANT:", false));
      segments.add(new Segment(" " + message.content() + "</s>", isAnswer(message)));
      segments.add(new Segment(after, false));
    }
  }

  @Override
  public TrainingRecord render(Example example) {
    if (!example.metadata().containsKey(Example.MESSAGES) && example.output().isBlank()) {
      return new UnusableRecord("empty-answer", "the answer has no text");
    }
    ParsedConversation reading = Conversation.of(example, Conversation.INPUT_SEPARATOR);
    if (reading instanceof Conversation conversation) {
      return write(conversation);
    }
    Formatted.Skip skip = (Formatted.Skip) reading;
    return new UnusableRecord(skip.reason(), skip.detail());
  }

  private TrainingRecord write(Conversation conversation) {
    List<Message> messages = new ArrayList<>(conversation.messages());
    if (!defaultSystem.isEmpty() && conversation.system().isEmpty()) {
      messages.add(0, new Message(Role.SYSTEM, defaultSystem));
    }
    for (Message message : messages) {
      if (!marks.format.roles().contains(message.role())) {
        return new UnusableRecord("role-not-in-style", message.role().messagesName());
      }
    }
    List<Segment> segments = new ArrayList<>();
    messages.forEach(message -> marks.addTurn(message, segments));
    return new TrainingText(
        segments.stream().filter(segment -> !segment.text().isEmpty()).toList(), true);
  }
}
