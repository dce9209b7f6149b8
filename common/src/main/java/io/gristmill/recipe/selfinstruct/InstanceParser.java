package io.gristmill.recipe.selfinstruct;

import static io.gristmill.recipe.PythonPatterns.DIGIT;
import static io.gristmill.recipe.PythonPatterns.SPACE;

import io.gristmill.recipe.PythonPatterns;
import io.gristmill.recipe.Rejection;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parses the instances of a task from a model's answer. Follows step 4 of yizhongw/self-instruct,
 * except that it keeps the order of the answer.
 */
public final class InstanceParser {

  private static final Pattern EXAMPLE =
      Pattern.compile("Example" + SPACE + "?" + DIGIT + "*+\\.?");
  private static final String LABEL = "Class label:";

  private InstanceParser() {}

  /** Instances and rejections of an answer, each in order; one per instance found. */
  public record Parsed(List<InputOutput> instances, List<Rejection> rejections) {
    public Parsed {
      instances = List.copyOf(instances);
      rejections = List.copyOf(rejections);
    }
  }

  /**
   * Parses an answer and rejects unusable instances.
   *
   * @param classification whether the answer gives labels first
   * @param text any text
   * @param truncated whether the answer reached max-tokens; its last instance is then dropped
   */
  public static Parsed parse(boolean classification, String text, boolean truncated) {
    List<InputOutput> found =
        classification ? parseLabelFirst(text) : parseInputFirst(PythonText.strip(text));
    List<Rejection> refused = new ArrayList<>();
    if (found.isEmpty()) {
      refused.add(new Rejection("no-instance", "the answer has no instance", text));
    }
    List<InputOutput> whole = found;
    if (truncated && !found.isEmpty()) {
      whole = found.subList(0, found.size() - 1);
      refused.add(refusal("truncated", "the answer reached max-tokens", found.get(whole.size())));
    }
    return filter(whole, refused);
  }

  /** Parses instances with the input first. */
  private static List<InputOutput> parseInputFirst(String text) {
    if (EXAMPLE.matcher(text).find()) {
      return PythonPatterns.split(EXAMPLE, text).stream()
          .filter(piece -> !PythonText.strip(piece).isEmpty())
          .map(InputOutput::split)
          .toList();
    }
    return InputOutput.hasOutput(text) ? List.of(InputOutput.split(text)) : List.of();
  }

  /** Parses instances with the label first. Text before the first label is ignored. */
  private static List<InputOutput> parseLabelFirst(String text) {
    List<InputOutput> found = new ArrayList<>();
    int at = text.indexOf(LABEL);
    while (at >= 0) {
      int start = at + LABEL.length();
      at = text.indexOf(LABEL, start);
      found.add(underLabel(PythonText.strip(text.substring(start, at < 0 ? text.length() : at))));
    }
    return found;
  }

  private static InputOutput underLabel(String piece) {
    int lineEnd = piece.indexOf('\n');
    return lineEnd < 0
        ? new InputOutput("", piece)
        : new InputOutput(
            PythonText.strip(piece.substring(lineEnd + 1)),
            PythonText.strip(piece.substring(0, lineEnd)));
  }

  private static Parsed filter(List<InputOutput> found, List<Rejection> refused) {
    List<InputOutput> sound = new ArrayList<>();
    for (InputOutput instance : found) {
      String rule = brokenRule(instance);
      if (rule.isEmpty()) {
        sound.add(instance);
      } else {
        refused.add(refusal(rule, "", instance));
      }
    }
    if (contradict(sound)) {
      sound.forEach(
          instance ->
              refused.add(
                  refusal(
                      "conflicting-output",
                      "another instance of the task has the same input and a different output",
                      instance)));
      return new Parsed(List.of(), refused);
    }
    return new Parsed(distinct(sound, refused), refused);
  }

  private static String brokenRule(InputOutput instance) {
    if (instance.output().isEmpty()) {
      return "empty-output";
    }
    if (instance.input().equals(instance.output())) {
      return "input-equals-output";
    }
    return PythonText.strip(instance.input()).endsWith(":")
            || PythonText.strip(instance.output()).endsWith(":")
        ? "ends-with-colon"
        : "";
  }

  private static boolean contradict(List<InputOutput> instances) {
    Map<String, String> outputs = new HashMap<>();
    return instances.stream()
        .filter(instance -> !instance.input().isEmpty())
        .anyMatch(
            instance ->
                !Objects.requireNonNullElse(
                        outputs.putIfAbsent(instance.input(), instance.output()), instance.output())
                    .equals(instance.output()));
  }

  private static List<InputOutput> distinct(List<InputOutput> sound, List<Rejection> refused) {
    Set<InputOutput> distinct = new LinkedHashSet<>();
    for (InputOutput instance : sound) {
      if (!distinct.add(instance)) {
        refused.add(refusal("duplicate", "equal to an earlier instance of the task", instance));
      }
    }
    return List.copyOf(distinct);
  }

  private static Rejection refusal(String rule, String detail, InputOutput instance) {
    String text =
        instance.input().isEmpty()
            ? instance.output()
            : instance.input() + "\nOutput: " + instance.output();
    return new Rejection(rule, detail, text);
  }
}
