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
 * Parses new instructions from the continuation of a numbered list. Each piece becomes an
 * instruction or a rejection. Follows step 1 of yizhongw/self-instruct.
 *
 * @param rules rules for instructions
 * @param onTruncated what to keep of a truncated answer
 * @param capitalize whether to capitalize the first letter and lower-case all others, as
 *     Self-Instruct's code does (it destroys names and acronyms)
 */
record InstructionParser(InstructionRules rules, OnTruncated onTruncated, boolean capitalize)
    implements Serializable {

  /** Item number: at the start of a line, followed by a dot and a blank. */
  private static final Pattern ITEM =
      Pattern.compile("\\n" + PythonPatterns.DIGIT + "++" + PythonPatterns.SPACE + "?\\. ");

  /** What to keep of an answer that reached max-tokens. */
  public enum OnTruncated {
    /** Nothing, as in Self-Instruct's code. */
    DROP_ALL,
    /** All but the last item, as in Stanford Alpaca's code. */
    DROP_LAST
  }

  /**
   * A parsed instruction.
   *
   * @param text instruction after capitalization
   * @param original instruction on one line, before capitalization
   */
  public record ParsedInstruction(String text, String original) implements Serializable {}

  /** Instructions and rejections of an answer, each in order; one per piece. */
  public record Parsed(List<ParsedInstruction> instructions, List<Rejection> rejections) {
    public Parsed {
      instructions = List.copyOf(instructions);
      rejections = List.copyOf(rejections);
    }
  }

  /**
   * Parses an answer.
   *
   * @param text any text
   * @param truncated whether the answer reached max-tokens
   */
  public Parsed parse(String text, boolean truncated) {
    List<ParsedInstruction> instructions = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    List<String> pieces = PythonPatterns.split(ITEM, text);
    int usable =
        !truncated ? pieces.size() : onTruncated == OnTruncated.DROP_ALL ? 0 : pieces.size() - 1;
    for (int i = 0; i < pieces.size(); i++) {
      if (i < usable) {
        read(pieces.get(i), instructions, rejections);
      } else {
        rejections.add(new Rejection("truncated", "the answer reached max-tokens", pieces.get(i)));
      }
    }
    return new Parsed(instructions, rejections);
  }

  private void read(
      String piece, List<ParsedInstruction> instructions, List<Rejection> rejections) {
    String original = PythonText.collapse(piece);
    String text = capitalize ? PythonText.capitalize(original) : original;
    Optional<Rejection> rejection = rules.judge(text, piece);
    rejection.ifPresentOrElse(
        rejections::add, () -> instructions.add(new ParsedInstruction(text, original)));
  }
}
