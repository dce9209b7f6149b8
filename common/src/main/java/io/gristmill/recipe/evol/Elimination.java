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
 * The rules by which an evolved instruction or its answer counts as a failure. Xu et al. 2023,
 * section 3.2; what gain of information there is a model says, see {@link EvolChain}.
 *
 * @param copiedWords words of the evolving prompts, in any case, that an instruction must not
 *     repeat
 * @param apologies words, in any case, with which a short answer is none
 * @param maxApologyWords an answer with an apology needs at least so many words
 * @param stopWords words that alone make no answer; a single one of them may be one ("below")
 */
public record Elimination(
    List<String> copiedWords, List<String> apologies, int maxApologyWords, Set<String> stopWords)
    implements Serializable {

  /** What stands in front of an apology. */
  private static final Pattern APOLOGETIC = Pattern.compile("\\A(?:i['’]m |i am |很|非常)?");

  public Elimination {
    copiedWords = copiedWords.stream().map(PythonText::lower).toList();
    apologies = apologies.stream().map(PythonText::lower).toList();
    stopWords = Set.copyOf(stopWords.stream().map(PythonText::lower).toList());
  }

  /** Why an evolved instruction is a failure. */
  Optional<Rejection> judgeInstruction(String parent, String evolved) {
    if (plain(evolved).equals(plain(parent))) {
      return refuse("unchanged", "the instruction is the one it was made from", evolved);
    }
    String before = PythonText.lower(parent);
    String after = PythonText.lower(evolved);
    return copiedWords.stream()
        .filter(words -> after.contains(words) && !before.contains(words))
        .findFirst()
        .flatMap(words -> refuse("copied-prompt", "copies \"" + words + "\"", evolved))
        .or(() -> judgeApologyInstead(evolved));
  }

  /** Why the answer to an evolved instruction is a failure. */
  Optional<Rejection> judgeAnswer(String answer) {
    return judgeApology(answer).or(() -> judgeWords(answer));
  }

  /** An instruction may well speak of an apology; it is one where it begins with it. */
  private Optional<Rejection> judgeApologyInstead(String evolved) {
    String start = APOLOGETIC.matcher(PythonText.lower(evolved)).replaceFirst("");
    return apologies.stream()
        .filter(words -> start.startsWith(words) && isShort(evolved))
        .findFirst()
        .flatMap(words -> refuse("apology", "is no instruction: \"" + words + "\"", evolved));
  }

  private Optional<Rejection> judgeApology(String answer) {
    String lower = PythonText.lower(answer);
    return apologies.stream()
        .filter(words -> lower.contains(words) && isShort(answer))
        .findFirst()
        .flatMap(words -> refuse("apology", "is short and says \"" + words + "\"", answer));
  }

  private boolean isShort(String text) {
    return Words.countEastAsian(text) < maxApologyWords;
  }

  private Optional<Rejection> judgeWords(String answer) {
    List<String> words = words(answer);
    Set<String> others = new HashSet<>(words);
    others.removeAll(stopWords);
    return words.size() != 1 && others.isEmpty()
        ? refuse("stop-words-only", "holds nothing but punctuation and stop words", answer)
        : Optional.empty();
  }

  /** Words without what stands around them; what has no letter or digit is none. */
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

  private static Optional<Rejection> refuse(String rule, String detail, String text) {
    return Optional.of(new Rejection(rule, detail, text));
  }
}
