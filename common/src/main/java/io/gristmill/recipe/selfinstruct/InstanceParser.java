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
final class InstanceParser {

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
    List<InputOutput> instances =
        classification ? parseLabelFirst(text) : parseInputFirst(PythonText.strip(text));
    List<Rejection> rejections = new ArrayList<>();
    if (instances.isEmpty()) {
      rejections.add(new Rejection("no-instance", "the answer has no instance", text));
    }
    List<InputOutput> whole = instances;
    if (truncated && !instances.isEmpty()) {
      whole = instances.subList(0, instances.size() - 1);
      rejections.add(
          rejection("truncated", "the answer reached max-tokens", instances.get(whole.size())));
    }
    return filter(whole, rejections);
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
    List<InputOutput> instances = new ArrayList<>();
    int at = text.indexOf(LABEL);
    while (at >= 0) {
      int start = at + LABEL.length();
      at = text.indexOf(LABEL, start);
      instances.add(
          underLabel(PythonText.strip(text.substring(start, at < 0 ? text.length() : at))));
    }
    return instances;
  }

  private static InputOutput underLabel(String piece) {
    int lineEnd = piece.indexOf('\n');
    return lineEnd < 0
        ? new InputOutput("", piece)
        : new InputOutput(
            PythonText.strip(piece.substring(lineEnd + 1)),
            PythonText.strip(piece.substring(0, lineEnd)));
  }

  private static Parsed filter(List<InputOutput> instances, List<Rejection> rejections) {
    List<InputOutput> usable = new ArrayList<>();
    for (InputOutput instance : instances) {
      String rule = brokenRule(instance);
      if (rule.isEmpty()) {
        usable.add(instance);
      } else {
        rejections.add(rejection(rule, "", instance));
      }
    }
    if (contradict(usable)) {
      usable.forEach(
          instance ->
              rejections.add(
                  rejection(
                      "conflicting-output",
                      "another instance of the task has the same input and a different output",
                      instance)));
      return new Parsed(List.of(), rejections);
    }
    return new Parsed(distinct(usable, rejections), rejections);
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

  private static List<InputOutput> distinct(List<InputOutput> usable, List<Rejection> rejections) {
    Set<InputOutput> distinct = new LinkedHashSet<>();
    for (InputOutput instance : usable) {
      if (!distinct.add(instance)) {
        rejections.add(
            rejection("duplicate", "equal to an earlier instance of the task", instance));
      }
    }
    return List.copyOf(distinct);
  }

  private static Rejection rejection(String rule, String detail, InputOutput instance) {
    String text =
        instance.input().isEmpty()
            ? instance.output()
            : instance.input() + "\nOutput: " + instance.output();
    return new Rejection(rule, detail, text);
  }
}
