package io.gristmill.recipe.selfinstruct;

import io.gristmill.recipe.InstructionRules;
import io.gristmill.recipe.PythonPatterns;
import io.gristmill.recipe.Rejection;
import io.gristmill.text.PythonText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads new instructions from the continuation of a numbered list. Each piece of it becomes an
 * instruction or a refusal. Source: yizhongw/self-instruct, step 1.
 *
 * @param rules what an instruction must satisfy
 * @param onTruncated what is used of an answer that ended at its limit of tokens
 * @param capitalize whether the first letter becomes a capital and all others small, as the
 *     reference has it (which loses names and acronyms)
 */
public record InstructionParser(InstructionRules rules, OnTruncated onTruncated, boolean capitalize)
    implements Serializable {

  /** The number of an item: it starts a line, ends with a dot, and a blank follows. */
  private static final Pattern ITEM =
      Pattern.compile("\\n" + PythonPatterns.DIGIT + "++" + PythonPatterns.SPACE + "?\\. ");

  /** What is used of an answer that ended at its limit of tokens. */
  public enum OnTruncated {
    /** Nothing, as in the reference. */
    DROP_ALL,
    /** All but its last item, as Stanford Alpaca does. */
    DROP_LAST
  }

  /**
   * An instruction that was found.
   *
   * @param text as it is used
   * @param original on one line, before its letters were changed
   */
  public record ParsedInstruction(String text, String original) implements Serializable {}

  /** What an answer holds, each in order; together one for each piece of the answer. */
  public record Parsed(List<ParsedInstruction> instructions, List<Rejection> rejections) {
    public Parsed {
      instructions = List.copyOf(instructions);
      rejections = List.copyOf(rejections);
    }
  }

  /**
   * Reads an answer.
   *
   * @param text any text at all
   * @param cut whether it ended at its limit of tokens
   */
  public Parsed parse(String text, boolean cut) {
    List<ParsedInstruction> found = new ArrayList<>();
    List<Rejection> refused = new ArrayList<>();
    List<String> pieces = PythonPatterns.split(ITEM, text);
    int usable = !cut ? pieces.size() : onTruncated == OnTruncated.DROP_ALL ? 0 : pieces.size() - 1;
    for (int i = 0; i < pieces.size(); i++) {
      if (i < usable) {
        read(pieces.get(i), found, refused);
      } else {
        refused.add(
            new Rejection("truncated", "the answer ended at its limit of tokens", pieces.get(i)));
      }
    }
    return new Parsed(found, refused);
  }

  private void read(String piece, List<ParsedInstruction> found, List<Rejection> refused) {
    String original = PythonText.collapse(piece);
    String text = capitalize ? PythonText.capitalize(original) : original;
    Optional<Rejection> refusal = rules.judge(text, piece);
    refusal.ifPresentOrElse(refused::add, () -> found.add(new ParsedInstruction(text, original)));
  }
}
