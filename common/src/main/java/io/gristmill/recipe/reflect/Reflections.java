package io.gristmill.recipe.reflect;

import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Extracts improved texts from a critique. {@link #extractInstruction} and {@link #extractResponse}
 * match the released code of Reflection-Tuning, including its quirks; the recipe uses {@link
 * #newTask} and {@link #betterAnswer}. Markers are case-sensitive, texts are stripped.
 */
final class Reflections {

  private static final String NEW_INSTRUCTION = "[New Instruction]";
  private static final String NEW_ANSWER = "[New Answer]";
  private static final String BETTER_ANSWER = "[Better Answer]";
  private static final String END = "[End]";
  private static final String PLAIN_ANSWER = "New Answer:";
  private static final String NEXT_NUMBER = "\n\n3.";

  private Reflections() {}

  /**
   * A new instruction and its answer.
   *
   * @param instruction not empty
   * @param answer not empty
   */
  public record NewTask(String instruction, String answer) {}

  /**
   * Extracts the new instruction and its answer as the released code does; a missing one is empty.
   * Returns an empty list for an empty text.
   */
  public static List<String> extractInstruction(String text) {
    return text.isEmpty() ? List.of() : List.of(newInstruction(text), newAnswer(text));
  }

  /**
   * Extracts the better answers as the released code does. With one marker the answer ends at the
   * first {@code End}; with several, a marker that ends an answer does not start another, so the
   * text after it is lost.
   */
  public static List<String> extractResponse(String text) {
    boolean several = text.indexOf(BETTER_ANSWER) != text.lastIndexOf(BETTER_ANSWER);
    List<String> ends = several ? List.of(END, BETTER_ANSWER) : List.of(END, "End");
    List<String> answers = new ArrayList<>();
    int at = text.indexOf(BETTER_ANSWER);
    while (at >= 0) {
      int start = at + BETTER_ANSWER.length();
      Cut cut = Cut.first(text, start, ends).orElse(new Cut(text.length(), 0));
      answers.add(PythonText.strip(text.substring(start, cut.at())));
      at = text.indexOf(BETTER_ANSWER, cut.at() + cut.length());
    }
    return answers;
  }

  /**
   * Extracts the new task. Empty if a part is missing or contains "your instruction", "your answer"
   * or N/A, which repeat the layout of the prompt.
   */
  public static Optional<NewTask> newTask(String text) {
    String instruction = newInstruction(text);
    String answer = newAnswer(text);
    boolean usable = isText(instruction, "your instruction") && isAnswer(answer);
    return usable ? Optional.of(new NewTask(instruction, answer)) : Optional.empty();
  }

  /** Extracts the better answer if there is exactly one; only {@code [End]} ends it. */
  public static Optional<String> betterAnswer(String text) {
    int at = text.indexOf(BETTER_ANSWER);
    if (at < 0 || at != text.lastIndexOf(BETTER_ANSWER)) {
      return Optional.empty();
    }
    int start = at + BETTER_ANSWER.length();
    int end = text.indexOf(END, start);
    String answer = PythonText.strip(text.substring(start, end < 0 ? text.length() : end));
    return Optional.of(answer).filter(Reflections::isAnswer);
  }

  private static boolean isAnswer(String answer) {
    return isText(answer, "your answer") && !answer.contains("N/A");
  }

  private static boolean isText(String text, String layout) {
    return !text.isEmpty() && !text.contains(layout);
  }

  private static String newInstruction(String text) {
    String marker = text.contains(NEW_INSTRUCTION) ? NEW_INSTRUCTION : "New Instruction:";
    for (int at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1)) {
      int start = at + marker.length();
      Optional<Cut> cut = Cut.first(text, start, List.of(END, NEW_ANSWER, PLAIN_ANSWER));
      if (cut.isPresent()) {
        return withoutNextNumber(PythonText.strip(text.substring(start, cut.get().at())));
      }
    }
    return "";
  }

  private static String newAnswer(String text) {
    String marker = text.contains(NEW_ANSWER) ? NEW_ANSWER : PLAIN_ANSWER;
    int at = text.indexOf(marker);
    if (at < 0) {
      return "";
    }
    int start = at + marker.length();
    int end = text.indexOf(END, start);
    return PythonText.strip(text.substring(start, end < 0 ? text.length() : end));
  }

  /** Removes the number of the critique's next item, left over if {@code [End]} is missing. */
  private static String withoutNextNumber(String text) {
    return text.endsWith(NEXT_NUMBER)
        ? text.substring(0, text.length() - NEXT_NUMBER.length())
        : text;
  }

  /** Position and length of an end marker. */
  private record Cut(int at, int length) {

    /** Finds the earliest of several markers; of two at one position the first in the list wins. */
    static Optional<Cut> first(String text, int from, List<String> marks) {
      Optional<Cut> first = Optional.empty();
      for (String mark : marks) {
        int at = text.indexOf(mark, from);
        if (at >= 0 && (first.isEmpty() || at < first.get().at())) {
          first = Optional.of(new Cut(at, mark.length()));
        }
      }
      return first;
    }
  }
}
