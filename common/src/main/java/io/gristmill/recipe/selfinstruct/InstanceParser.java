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
 * Reads the instances of a task from a model's answer. Source: yizhongw/self-instruct, step 4, save
 * that the order of the answer is kept.
 */
public final class InstanceParser {

  private static final Pattern EXAMPLE =
      Pattern.compile("Example" + SPACE + "?" + DIGIT + "*+\\.?");
  private static final String LABEL = "Class label:";

  private InstanceParser() {}

  /** What an answer holds, each in order; together one for each instance that was found in it. */
  public record Parsed(List<InputOutput> instances, List<Rejection> rejections) {
    public Parsed {
      instances = List.copyOf(instances);
      rejections = List.copyOf(rejections);
    }
  }

  /**
   * Finds the instances and drops those that are no use.
   *
   * @param classification whether the answer was asked for label first
   * @param text any text at all
   * @param cut whether it ended at its limit of tokens; its last instance is then dropped
   */
  public static Parsed parse(boolean classification, String text, boolean cut) {
    List<InputOutput> found =
        classification ? parseLabelFirst(text) : parseInputFirst(PythonText.strip(text));
    List<Rejection> refused = new ArrayList<>();
    if (found.isEmpty()) {
      refused.add(new Rejection("no-instance", "no instance in the answer", text));
    }
    List<InputOutput> whole = found;
    if (cut && !found.isEmpty()) {
      whole = found.subList(0, found.size() - 1);
      refused.add(
          refusal("truncated", "the answer ended at its limit of tokens", found.get(whole.size())));
    }
    return filter(whole, refused);
  }

  /** Instances that were asked for input first. */
  private static List<InputOutput> parseInputFirst(String text) {
    if (EXAMPLE.matcher(text).find()) {
      return PythonPatterns.split(EXAMPLE, text).stream()
          .filter(piece -> !PythonText.strip(piece).isEmpty())
          .map(InputOutput::split)
          .toList();
    }
    return InputOutput.hasOutput(text) ? List.of(InputOutput.split(text)) : List.of();
  }

  /**
   * Instances that were asked for label first. What stands before the first label is no instance.
   */
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
                      "two instances of the task have one input and different outputs",
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
        refused.add(refusal("duplicate", "equals an earlier instance of the task", instance));
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
