package io.gristmill.recipe.evol;

import io.gristmill.recipe.Rejection;
import io.gristmill.text.PythonText;
import io.gristmill.text.Words;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules that eliminate evolved instructions and their answers (Xu et al. 2023, section 3.2). The
 * rule on information gain needs a model call; see {@link EvolChain}.
 *
 * @param copiedWords phrases of the prompts that an instruction must not repeat, ignoring case
 * @param apologies phrases, ignoring case, that eliminate a short answer
 * @param minWordsWithApology minimum number of words of a text that contains an apology
 * @param stopWords words that alone do not form an answer, unless it is a single word ("below")
 */
record Elimination(
    List<String> copiedWords,
    List<String> apologies,
    int minWordsWithApology,
    Set<String> stopWords)
    implements Serializable {

  /** Words that may precede an apology. */
  private static final Pattern APOLOGETIC = Pattern.compile("\\A(?:i['’]m |i am |很|非常)?");

  public Elimination {
    copiedWords = copiedWords.stream().map(PythonText::lower).toList();
    apologies = apologies.stream().map(PythonText::lower).toList();
    stopWords = Set.copyOf(stopWords.stream().map(PythonText::lower).toList());
  }

  /** Returns the rejection of an evolved instruction, if a rule eliminates it. */
  Optional<Rejection> judgeInstruction(String parent, String evolved) {
    if (plain(evolved).equals(plain(parent))) {
      return reject("unchanged", "the instruction equals its parent", evolved);
    }
    String before = PythonText.lower(parent);
    String after = PythonText.lower(evolved);
    return copiedWords.stream()
        .filter(words -> after.contains(words) && !before.contains(words))
        .findFirst()
        .flatMap(words -> reject("copied-prompt", "copies \"" + words + "\"", evolved))
        .or(() -> judgeApologyInstead(evolved));
  }

  /** Returns the rejection of the answer to an evolved instruction, if a rule eliminates it. */
  Optional<Rejection> judgeAnswer(String answer) {
    return judgeApology(answer).or(() -> judgeWords(answer));
  }

  /** An instruction may mention an apology, so only one at its start counts. */
  private Optional<Rejection> judgeApologyInstead(String evolved) {
    String start = APOLOGETIC.matcher(PythonText.lower(evolved)).replaceFirst("");
    return apologies.stream()
        .filter(words -> start.startsWith(words) && isShort(evolved))
        .findFirst()
        .flatMap(words -> reject("apology", "apologizes instead: \"" + words + "\"", evolved));
  }

  private Optional<Rejection> judgeApology(String answer) {
    String lower = PythonText.lower(answer);
    return apologies.stream()
        .filter(words -> lower.contains(words) && isShort(answer))
        .findFirst()
        .flatMap(words -> reject("apology", "is short and contains \"" + words + "\"", answer));
  }

  private boolean isShort(String text) {
    return Words.countEastAsian(text) < minWordsWithApology;
  }

  private Optional<Rejection> judgeWords(String answer) {
    List<String> words = words(answer);
    Set<String> others = new HashSet<>(words);
    others.removeAll(stopWords);
    return words.size() != 1 && others.isEmpty()
        ? reject("stop-words-only", "consists of stop words and punctuation", answer)
        : Optional.empty();
  }

  /** Words without surrounding punctuation; pieces without letter or digit are dropped. */
  private static List<String> words(String text) {
    return Words.split(PythonText.lower(text), Integer.MAX_VALUE).stream()
        .map(Elimination::core)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String core(String piece) {
    int start = 0;
    int end = piece.length();
    while (start < end && !PythonText.isAlphanumeric(piece.codePointAt(start))) {
      start += Character.charCount(piece.codePointAt(start));
    }
    while (end > start && !PythonText.isAlphanumeric(piece.codePointBefore(end))) {
      end -= Character.charCount(piece.codePointBefore(end));
    }
    return piece.substring(start, end);
  }

  private static String plain(String text) {
    return PythonText.collapse(PythonText.lower(text));
  }

  private static Optional<Rejection> reject(String rule, String detail, String text) {
    return Optional.of(new Rejection(rule, detail, text));
  }
}
