package io.gristmill.recipe;

import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What recipes that work on rows have in common. */
public final class Rows {

  /** Between instruction and input where a model is asked the task itself. */
  private static final String JOINER = "\n\n";

  private Rows() {}

  /** Instruction and input as one text. */
  public static String taskText(Example example) {
    return example.input().isEmpty()
        ? example.instruction()
        : example.instruction() + JOINER + example.input();
  }

  /** A user's turn, after a system text where that is not empty. */
  public static Prompt chat(String system, String text) {
    return system.isEmpty()
        ? Prompt.user(text)
        : new Prompt.Chat(List.of(Message.system(system), Message.user(text)));
  }

  /** The values of the placeholders that stand for a record's own texts. */
  public static Map<String, String> values(Example example) {
    Map<String, String> values = new TreeMap<>();
    values.put("instruction", example.instruction());
    values.put("input", example.input());
    values.put("output", example.output());
    return values;
  }

  /**
   * Why a record cannot be revised: it holds a whole conversation, of which instruction and output
   * are only the first exchange, or has no answer where one is needed.
   */
  public static Optional<Rejection> findFault(Example example, boolean needsOutput) {
    if (example.metadata().containsKey(Example.MESSAGES)) {
      return Optional.of(
          new Rejection("conversation", "the record holds a whole conversation", ""));
    }
    return needsOutput && example.output().isBlank()
        ? Optional.of(new Rejection("no-output", "the record has no output to work on", ""))
        : Optional.empty();
  }

  /**
   * A record that takes the place of another: with its metadata and more, and with it as the
   * parent. A text that was left as it is keeps the parents it had.
   */
  public static Candidate revise(
      Example example, String instruction, String input, String output, Map<String, String> more) {
    Map<String, String> metadata = new TreeMap<>(example.metadata());
    metadata.putAll(more);
    boolean same = ContentId.of(instruction, input, output, "").equals(example.id());
    List<String> parents = same ? example.parents() : List.of(example.id());
    return new Candidate(instruction, input, output, parents, metadata);
  }
}
