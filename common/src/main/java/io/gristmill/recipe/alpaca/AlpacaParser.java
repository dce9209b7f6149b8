package io.gristmill.recipe.alpaca;

import static io.gristmill.recipe.PythonPatterns.SPACE;

import io.gristmill.recipe.InstructionRules;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.SeedTask;
import io.gristmill.text.PythonText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses complete tasks from the continuation of a task list separated by {@code ###}. Each chunk
 * becomes a task or a rejection, except a blank one at the end. Follows tatsu-lab/stanford_alpaca.
 *
 * @param rules rules for instructions
 * @param noInput marker of an empty input, ignoring case
 * @param strict whether each of the three parts of a task must begin a line, in the order
 *     instruction, input, output; stanford_alpaca accepts any three
 */
public record AlpacaParser(InstructionRules rules, String noInput, boolean strict)
    implements Serializable {

  private static final String SEPARATOR = "###";
  private static final List<String> PARTS = List.of("Instruction", "Input", "Output");

  /** A parsed task. */
  public record ParsedTask(String instruction, SeedTask.Instance instance)
      implements Serializable {}

  /** Tasks and rejections of an answer, each in order. */
  public record Parsed(List<ParsedTask> tasks, List<Rejection> rejections) {
    public Parsed {
      tasks = List.copyOf(tasks);
      rejections = List.copyOf(rejections);
    }
  }

  /**
   * Parses an answer.
   *
   * @param shown number of tasks in the prompt; the answer begins with the instruction of the next
   *     one
   * @param text any text
   * @param truncated whether the answer reached max-tokens; its last chunk is then dropped
   */
  public Parsed parse(int shown, String text, boolean truncated) {
    String whole = (shown + 1) + ". Instruction:" + text;
    List<String> chunks = List.of(whole.split(SEPARATOR, -1));
    List<ParsedTask> tasks = new ArrayList<>();
    List<Rejection> rejections = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      String chunk = chunks.get(i);
      boolean last = i == chunks.size() - 1;
      if (last && PythonText.strip(chunk).isEmpty()) {
        break;
      }
      if (last && truncated) {
        rejections.add(new Rejection("truncated", "the answer reached max-tokens", chunk));
      } else {
        read(shown + 1 + i, chunk, tasks, rejections);
      }
    }
    return new Parsed(tasks, rejections);
  }

  private void read(int number, String chunk, List<ParsedTask> tasks, List<Rejection> rejections) {
    List<String> values = values(number, chunk);
    if (values.isEmpty()) {
      String detail = "needs Instruction, Input and Output, once each, with number " + number;
      rejections.add(new Rejection("malformed", detail, chunk));
      return;
    }
    String instruction = values.get(0);
    Optional<Rejection> rejection = rules.judge(instruction, chunk);
    rejection.ifPresentOrElse(
        rejections::add,
        () ->
            tasks.add(
                new ParsedTask(
                    instruction, new SeedTask.Instance(input(values.get(1)), values.get(2)))));
  }

  /** Returns the three stripped texts after the keywords, or an empty list if not exactly three. */
  private List<String> values(int number, String chunk) {
    Matcher keyword =
        Pattern.compile(number + "\\." + SPACE + "++(Instruction|Input|Output):").matcher(chunk);
    List<String> values = new ArrayList<>();
    int from = -1;
    while (keyword.find()) {
      if (from >= 0) {
        values.add(PythonText.strip(chunk.substring(from, keyword.start())));
      }
      if (values.size() == PARTS.size()
          || (strict && !inPlace(chunk, keyword, from < 0 ? 0 : values.size()))) {
        return List.of();
      }
      from = keyword.end();
    }
    if (from >= 0) {
      values.add(PythonText.strip(chunk.substring(from)));
    }
    return values.size() == PARTS.size() ? values : List.of();
  }

  private static boolean inPlace(String chunk, Matcher keyword, int part) {
    boolean startsLine =
        keyword.start() == 0 || PythonText.isSpace(chunk.charAt(keyword.start() - 1));
    return startsLine && part < PARTS.size() && keyword.group(1).equals(PARTS.get(part));
  }

  private String input(String input) {
    return PythonText.lower(input).equals(PythonText.lower(noInput)) ? "" : input;
  }
}
