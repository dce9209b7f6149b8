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
 * A conversation with marks around its turns; every answer is learned with the mark that ends it.
 * What is learned begins where a model goes on at inference: after {@code <|im_start|>assistant\n},
 * and after {@code ASSISTANT:}, whose blank belongs to the answer.
 *
 * @param system the system text of conversations that bring none; may be empty
 */
record MultiTurnTemplate(Marks marks, String system) implements TrainingTemplate {

  /** The texts of {@link ChatStyle}, taken apart. */
  enum Marks {
    PHI3(new ChatStyle.Phi3()) {
      @Override
      void turn(Message message, List<Segment> pieces) {
        pieces.add(new Segment("<|" + message.role().messagesName() + "|>\n", false));
        pieces.add(new Segment(message.content() + "<|end|>", answers(message)));
        pieces.add(new Segment("\n", false));
      }
    },
    CHATML(new ChatStyle.ChatMl()) {
      @Override
      void turn(Message message, List<Segment> pieces) {
        pieces.add(new Segment("<|im_start|>" + message.role().messagesName() + "\n", false));
        pieces.add(new Segment(message.content() + "<|im_end|>", answers(message)));
        pieces.add(new Segment("\n", false));
      }
    },
    VICUNA(new ChatStyle.Vicuna("")) {
      @Override
      void turn(Message message, List<Segment> pieces) {
        switch (message.role()) {
          case SYSTEM -> pieces.add(new Segment(message.content() + " ", false));
          case USER -> pieces.add(new Segment("USER: " + message.content() + " ", false));
          default -> answer(message, "", pieces);
        }
      }
    },
    VICUNA_LINES(new ChatStyle.VicunaLines()) {
      @Override
      void turn(Message message, List<Segment> pieces) {
        if (message.role() == Role.USER) {
          pieces.add(new Segment("USER: " + message.content() + "\n", false));
        } else {
          answer(message, "\n", pieces);
        }
      }
    };

    private final ChatStyle whole;

    Marks(ChatStyle whole) {
      this.whole = whole;
    }

    abstract void turn(Message message, List<Segment> pieces);

    static boolean answers(Message message) {
      return message.role() != Role.SYSTEM && !message.role().isAnswered();
    }

    private static void answer(Message message, String after, List<Segment> pieces) {
      pieces.add(new Segment("ASSISTANT:", false));
      pieces.add(new Segment(" " + message.content() + "</s>", answers(message)));
      pieces.add(new Segment(after, false));
    }
  }

  @Override
  public TrainingRecord render(Example example) {
    if (!example.metadata().containsKey(Example.MESSAGES) && example.output().isBlank()) {
      return new UnusableRecord("empty-answer", "the answer has no text");
    }
    ParsedConversation reading = Conversation.of(example, Conversation.INPUT_SEPARATOR);
    return reading instanceof Conversation conversation
        ? write(conversation)
        : SingleTurn.unusable((Formatted.Skip) reading);
  }

  private TrainingRecord write(Conversation conversation) {
    List<Message> messages = new ArrayList<>(conversation.messages());
    if (!system.isEmpty() && conversation.system().isEmpty()) {
      messages.add(0, new Message(Role.SYSTEM, system));
    }
    for (Message message : messages) {
      if (!marks.whole.roles().contains(message.role())) {
        return new UnusableRecord("role-not-in-style", message.role().messagesName());
      }
    }
    List<Segment> pieces = new ArrayList<>();
    messages.forEach(message -> marks.turn(message, pieces));
    return new TrainingText(
        pieces.stream().filter(piece -> !piece.text().isEmpty()).toList(), true);
  }
}
