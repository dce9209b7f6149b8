package io.gristmill.recipe.magpie;

import io.gristmill.recipe.PythonPatterns;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Extracts the instruction from the completion of an empty user turn: removes leading headings and
 * the beginning of an answer. Follows magpie-align/magpie for its two model families, including its
 * quirks (answer markers need a second colon; bold HTML lines stay unchanged; {@code 10.} of {@code
 * 10.5} counts as a list number).
 */
enum Sanitizer {
  LLAMA_3("6", "99"),
  GEMMA_2("5", "6");

  private static final String WORD = "[\\p{L}\\p{Nd}\\p{Nl}\\p{No}_]";
  private static final Pattern NUMBERING =
      Pattern.compile(
          "(?:%s++\\.|%s++\\))%s*+".formatted(PythonPatterns.DIGIT, WORD, PythonPatterns.SPACE));
  private static final Pattern HEADING = heading();
  private static final Pattern ANSWER =
      Pattern.compile(
          "(?:Answer:|Answers:|The answer is|Correct answer|The correct answer|Answer is"
              + "|Explanation:|Here are some|Solution Approach:|Solution:)s?:");
  private static final Pattern FIRST_STEP = Pattern.compile("#{1,3} Step 1");

  private final String colonClass;
  private final String restClass;

  Sanitizer(String colonClass, String restClass) {
    this.colonClass = colonClass;
    this.restClass = restClass;
  }

  /**
   * A sanitized instruction.
   *
   * @param instruction may be empty
   * @param kind class assigned by the released code, for example {@code 99.2}
   */
  public record Sanitized(String instruction, String kind) {}

  /** Extracts the instruction from a text. */
  public Sanitized sanitize(String text) {
    String once = withoutHeading(text);
    if (once.startsWith("*") && once.contains("?")) {
      return new Sanitized(withoutHeading(withoutAll(upToQuestionMark(once), "*") + "?"), "1");
    }
    // As in the released code: markers are located before the second removal, the cut is made
    // after.
    Optional<Integer> answer = place(ANSWER, once);
    Optional<Integer> step = this == LLAMA_3 ? place(FIRST_STEP, once) : Optional.empty();
    String twice = withoutHeading(once);
    Sanitized cut =
        cutStart(twice)
            .or(() -> answer.map(place -> cutAt(place, twice, "4")))
            .or(() -> step.map(place -> cutAt(place, twice, "5")))
            .orElseGet(() -> cutLine(twice));
    return new Sanitized(withoutHeading(cut.instruction()), cut.kind());
  }

  private static Optional<Sanitized> cutStart(String text) {
    if (text.startsWith("\"")) {
      return Optional.of(
          text.contains("?")
              ? new Sanitized(withoutAll(upToQuestionMark(text), "\"") + "?", "2.1")
              : new Sanitized(withoutAll(withoutAll(firstLine(text), "\""), "*"), "2.2"));
    }
    return text.startsWith("<b>")
        ? Optional.of(new Sanitized(withoutAll(text, "*"), "3"))
        : Optional.empty();
  }

  /** Number of code points before a marker. */
  private static Optional<Integer> place(Pattern mark, String text) {
    Matcher matcher = mark.matcher(text);
    return matcher.find() ? Optional.of(text.codePointCount(0, matcher.start())) : Optional.empty();
  }

  private static Sanitized cutAt(int place, String text, String kind) {
    int kept = Math.min(place, PythonText.length(text));
    String before = text.substring(0, text.offsetByCodePoints(0, kept));
    return new Sanitized(withoutBold(PythonText.strip(before)), kind);
  }

  private Sanitized cutLine(String text) {
    String line = PythonText.strip(firstLine(text));
    boolean colon = line.endsWith(":");
    String kind = colon ? colonClass : restClass;
    if (colon && text.contains("#")) {
      String before = PythonText.strip(text.substring(0, text.indexOf('#')));
      return new Sanitized(withoutBold(before), kind + ".1");
    }
    if (text.contains("?")) {
      String question = PythonText.strip(upToQuestionMark(text)) + "?";
      return new Sanitized(withoutBold(question), kind + (colon ? ".2" : ".1"));
    }
    return new Sanitized(withoutAll(line, "*"), kind + (colon ? ".3" : ".2"));
  }

  private static String upToQuestionMark(String text) {
    return text.substring(0, text.indexOf('?'));
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  private static String withoutAll(String text, String mark) {
    return PythonText.strip(text.replace(mark, ""));
  }

  /** As in the released code: only if the first pair of stars is at the second character. */
  private static String withoutBold(String text) {
    int stars = text.indexOf("**");
    boolean second = stars >= 0 && text.codePointCount(0, stars) == 1;
    return second ? withoutAll(text, "**") : PythonText.strip(text);
  }

  static String withoutHeading(String text) {
    Matcher number = NUMBERING.matcher(text);
    String plain = PythonText.strip(number.lookingAt() ? text.substring(number.end()) : text);
    Matcher heading = HEADING.matcher(plain);
    return heading.lookingAt() ? PythonText.strip(plain.substring(heading.end())) : plain;
  }

  private static Pattern heading() {
    List<String> forms = new ArrayList<>();
    for (String word :
        List.of(
            "Task",
            "Prompt",
            "Original Prompt",
            "Question",
            "The Problem",
            "Problem",
            "Scenario",
            "The senario",
            "Situation",
            "The situation",
            "Context",
            "Challenge",
            "Query",
            "Request",
            "Instructions",
            "Instruction",
            "Descriptions",
            "Description")) {
      forms.add(word + ":|\\*\\*" + word + "\\*\\*|## " + word + ":");
    }
    forms.add("(?:Question|Part) \\p{Nd}++:|Question \\p{Nd}++\\.|Q\\p{Nd}++[.:]");
    return Pattern.compile(
        "(?:" + String.join("|", forms) + ")", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
