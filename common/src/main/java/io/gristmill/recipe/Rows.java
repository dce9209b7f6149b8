package io.gristmill.recipe;

import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Helpers of row recipes. */
public final class Rows {

  /** Separator of instruction and input when the model answers the task. */
  private static final String JOINER = "\n\n";

  private Rows() {}

  /** Joins instruction and input. */
  public static String taskText(Example example) {
    return example.input().isEmpty()
        ? example.instruction()
        : example.instruction() + JOINER + example.input();
  }

  /** A chat of a user turn, with a system turn before it unless {@code system} is empty. */
  public static Prompt chat(String system, String text) {
    return system.isEmpty()
        ? Prompt.user(text)
        : new Prompt.Chat(List.of(Message.system(system), Message.user(text)));
  }

  /** Values of the placeholders {instruction}, {input} and {output}. */
  public static Map<String, String> values(Example example) {
    Map<String, String> values = new TreeMap<>();
    values.put("instruction", example.instruction());
    values.put("input", example.input());
    values.put("output", example.output());
    return values;
  }

  /**
   * Returns the reason why a record cannot be revised, if any: it holds a multi-turn conversation,
   * of which instruction and output are only the first turns, or its output is blank although the
   * recipe needs it.
   */
  public static Optional<Rejection> findFault(Example example, boolean needsOutput) {
    if (example.metadata().containsKey(Example.MESSAGES)) {
      return Optional.of(
          new Rejection("conversation", "the record is a multi-turn conversation", ""));
    }
    return needsOutput && example.output().isBlank()
        ? Optional.of(new Rejection("no-output", "the record has no output", ""))
        : Optional.empty();
  }

  /**
   * Creates a record that replaces {@code example}: with its metadata plus {@code more}, and with
   * it as the parent. A record with unchanged texts keeps its former parents.
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
