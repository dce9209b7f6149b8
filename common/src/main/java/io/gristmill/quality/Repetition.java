package io.gristmill.quality;

import io.gristmill.text.PythonText;
import io.gristmill.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures the repetition in a text, after Rae et al. 2021 (Gopher), appendix A1. Time is linear in
 * the text; n-grams are compared by a 64-bit hash of their words.
 */
final class Repetition {

  /** Maximum number of words to examine, which bounds the memory (about 60 MB) for long texts. */
  static final int MAX_WORDS = 1 << 18;

  private static final long PRIME = 0x9E3779B97F4A7C15L;

  private Repetition() {}

  /** The repeated fraction of a text, in [0, 1], with an example; empty if nothing repeats. */
  record Share(double share, String example) {}

  /** A run of one code point. */
  record Run(int length, int codePoint) {}

  /** The non-blank lines, stripped. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    text.lines().map(PythonText::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
    return lines;
  }

  /** Fraction of lines that equal an earlier line. */
  static Share duplicateLines(List<String> lines) {
    Set<String> seen = new HashSet<>();
    String repeated = "";
    for (String line : lines) {
      if (!seen.add(line) && repeated.isEmpty()) {
        repeated = line;
      }
    }
    return new Share(share(lines.size() - seen.size(), lines.size()), repeated);
  }

  /** Fraction of the words' characters inside the most frequent n-gram; 0 if it occurs once. */
  static Share topNgram(List<String> words, int n) {
    Map<Long, Gram> grams = new HashMap<>();
    for (int start = 0; start + n <= words.size(); start++) {
      grams.merge(hash(words, start, n), new Gram(1, start), (old, one) -> old.increment());
    }
    return grams.values().stream()
        .max(
            Comparator.comparingInt(Gram::count)
                .thenComparing(Gram::start, Comparator.reverseOrder()))
        .filter(gram -> gram.count() > 1)
        .map(gram -> topShare(words, n, gram))
        .orElse(new Share(0, ""));
  }

  /** Fraction of the words' characters inside n-grams that occurred before, each counted once. */
  static Share duplicateNgrams(List<String> words, int n) {
    Set<Long> seen = new HashSet<>();
    String example = "";
    long covered = 0;
    int end = 0;
    for (int start = 0; start + n <= words.size(); start++) {
      if (!seen.add(hash(words, start, n))) {
        example = example.isEmpty() ? text(words, start, n) : example;
        covered += characters(words.subList(Math.max(start, end), start + n));
        end = start + n;
      }
    }
    return new Share(share(covered, characters(words)), example);
  }

  /**
   * The longest run of one code point. Whitespace, punctuation and box-drawing characters do not
   * count, since rules and blanks to fill in are legitimate.
   */
  static Run longestRun(String text) {
    int longest = 0;
    int of = ' ';
    int run = 0;
    int previous = -1;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      run = codePoint == previous ? run + 1 : 1;
      if (run > longest && !isRule(codePoint)) {
        longest = run;
        of = codePoint;
      }
      previous = codePoint;
      i += Character.charCount(codePoint);
    }
    return new Run(longest, of);
  }

  private static boolean isRule(int codePoint) {
    return PythonText.isSpace(codePoint)
        || PythonText.isAsciiPunctuation(codePoint)
        || (codePoint >= 0x2010 && codePoint <= 0x2027)
        || (codePoint >= 0x2500 && codePoint <= 0x259F);
  }

  private static Share topShare(List<String> words, int n, Gram gram) {
    long inside = gram.count() * characters(words.subList(gram.start(), gram.start() + n));
    double share = Math.min(1, share(inside, characters(words)));
    return new Share(share, text(words, gram.start(), n));
  }

  private static String text(List<String> words, int start, int n) {
    return String.join(" ", words.subList(start, start + n));
  }

  private static long hash(List<String> words, int start, int n) {
    long hash = n;
    for (int i = start; i < start + n; i++) {
      String word = words.get(i);
      hash = (hash + word.hashCode() + ((long) word.length() << 32)) * PRIME;
      hash ^= hash >>> 29;
    }
    return hash;
  }

  private static long characters(List<String> words) {
    return words.stream().mapToLong(PythonText::length).sum();
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** The words of a text for its n-grams, without words that contain no {@code \w}. */
  static List<String> words(String text) {
    return Words.split(text, MAX_WORDS).stream()
        .filter(word -> word.codePoints().anyMatch(PythonText::isWord))
        .toList();
  }

  private record Gram(int count, int start) {
    Gram increment() {
      return new Gram(count + 1, start);
    }
  }
}
