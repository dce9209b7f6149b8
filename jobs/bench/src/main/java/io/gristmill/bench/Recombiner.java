package io.gristmill.bench;

import io.gristmill.check.Require;
import io.gristmill.random.RandomStream;
import java.util.List;

/**
 * Generates any number of texts from real ones: the head of one text and the tail of another, each
 * cut near its middle, preferably at the end of a clause, otherwise between words, so that lengths,
 * words and character n-grams resemble real text. Which texts are similar does not: use it to
 * measure cost, not rates of duplicates.
 *
 * <p>Text {@code k} depends on the texts, the seed and {@code k} only, so a smaller set is a prefix
 * of a larger one.
 */
final class Recombiner {

  /** Cuts lie in the middle three fifths of a text. */
  private static final double FIRST = 0.2;

  private static final double LAST = 0.8;

  /** The rows of the two halves, and the text. */
  record Halves(int left, int right, String text) {}

  private final List<String> texts;
  private final long seed;

  Recombiner(List<String> texts, long seed) {
    Require.that(!texts.isEmpty(), "there must be a text to recombine");
    this.texts = texts;
    this.seed = seed;
  }

  /** Returns text {@code k} and the rows of its halves. */
  Halves text(long k) {
    RandomStream random = RandomStream.of(seed, "recombine", Long.toString(k));
    int left = random.nextInt(texts.size());
    int right = random.nextInt(texts.size());
    String head = texts.get(left);
    String tail = texts.get(right);
    int headEnd = cut(head, random.nextDouble());
    int tailStart = cut(tail, random.nextDouble());
    return new Halves(left, right, joined(head.substring(0, headEnd), tail.substring(tailStart)));
  }

  private static String joined(String head, String tail) {
    return (head.stripTrailing() + separator(head, tail) + tail.stripLeading()).strip();
  }

  /**
   * Returns a blank if either half is cut at one; halves in scripts without spaces join directly.
   */
  private static String separator(String head, String tail) {
    boolean spaced = endsBlank(head) || (!tail.isEmpty() && isBlank(tail.charAt(0)));
    return spaced ? " " : "";
  }

  private static boolean endsBlank(String text) {
    return !text.isEmpty() && isBlank(text.charAt(text.length() - 1));
  }

  /**
   * Returns the cut of a text, in its middle three fifths: after the clause that ends nearest to
   * the given place, otherwise before the nearest blank, otherwise (scripts without spaces) at the
   * place itself.
   *
   * @param fraction place in the middle three fifths, in [0, 1)
   */
  static int cut(String text, double fraction) {
    int from = (int) (FIRST * text.length());
    int to = (int) Math.ceil(LAST * text.length());
    int place = from + (int) (fraction * (to - from));
    int clause = -1;
    int blank = -1;
    for (int i = Math.max(1, from); i < Math.min(to, text.length()); i++) {
      if (isBlank(text.charAt(i))) {
        blank = nearer(i, blank, place);
        clause = endsClause(text.charAt(i - 1)) ? nearer(i, clause, place) : clause;
      }
    }
    if (clause >= 0 || blank >= 0) {
      return clause >= 0 ? clause : blank;
    }
    boolean splits = place > 0 && place < text.length() && isLowSurrogate(text, place);
    return splits ? place - 1 : place;
  }

  private static boolean isLowSurrogate(String text, int place) {
    return Character.isSurrogatePair(text.charAt(place - 1), text.charAt(place));
  }

  private static int nearer(int i, int best, int place) {
    return best < 0 || Math.abs(i - place) < Math.abs(best - place) ? i : best;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c);
  }

  private static boolean endsClause(char c) {
    return ",.;:?!".indexOf(c) >= 0;
  }
}
