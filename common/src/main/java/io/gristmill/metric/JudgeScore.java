package io.gristmill.metric;

import io.gristmill.text.PythonInt;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the score from 0 to 100 in the reply of an LLM judge. */
public final class JudgeScore {

  private static final int MAX_SCORE = 100;

  /** Characters examined at the start and at the end of a reply. */
  private static final int WINDOW = 4000;

  /**
   * A separate number: not part of a word, a decimal fraction or a range. {@code 85/100} and {@code
   * 85 out of 100} count as 85.
   */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}.,/_-])([0-9]{1,3})(?:\\.0+)?"
              + "(?:[ ]{0,2}(?:/|out of)[ ]{0,2}100(?![0-9]))?(?![\\p{L}\\p{N}_]|[.,/-][0-9])");

  private static final Pattern NAMED =
      Pattern.compile("(?i)(?:score|rating)[\\s*:\"'`=]{0,12}(?:is|of)?[\\s*:\"'`=]{0,12}");

  private JudgeScore() {}

  /**
   * Parses an integer, as LLMs-from-scratch, chapter 7, does with {@code int(reply)}, and the other
   * ways judges write a score: {@code 85/100}, {@code **Score: 85**}, {@code I give it 85.} Of
   * several numbers, takes the first one after "score" or "rating", otherwise the only one,
   * otherwise none. A number outside [0, 100] is no score.
   */
  public static Optional<Integer> parse(String answer) {
    Optional<BigInteger> whole = PythonInt.parse(answer);
    if (whole.isPresent()) {
      return whole.filter(JudgeScore::isScore).map(BigInteger::intValue);
    }
    String text = window(answer);
    Optional<Integer> named = findNamed(text);
    return named.isPresent() ? named : findOnly(text);
  }

  private static String window(String answer) {
    return answer.length() <= 2 * WINDOW
        ? answer
        : answer.substring(0, WINDOW) + "\n" + answer.substring(answer.length() - WINDOW);
  }

  private static Optional<Integer> findNamed(String text) {
    Matcher name = NAMED.matcher(text);
    Matcher number = NUMBER.matcher(text);
    while (name.find()) {
      if (number.find(name.end()) && number.start() == name.end()) {
        return score(number);
      }
    }
    return Optional.empty();
  }

  private static Optional<Integer> findOnly(String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.find()) {
      return Optional.empty();
    }
    Optional<Integer> score = score(number);
    return number.find() ? Optional.empty() : score;
  }

  private static Optional<Integer> score(Matcher number) {
    return Optional.of(Integer.valueOf(number.group(1))).filter(score -> score <= MAX_SCORE);
  }

  private static boolean isScore(BigInteger number) {
    return number.signum() >= 0 && number.compareTo(BigInteger.valueOf(MAX_SCORE)) <= 0;
  }
}
