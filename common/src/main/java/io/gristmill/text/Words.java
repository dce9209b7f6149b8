package io.gristmill.text;

import java.util.ArrayList;
import java.util.List;

/** Words of texts in any script, some of which put no blanks between words. */
public final class Words {

  private Words() {}

  /**
   * White-space words, save that in a piece with characters of an unspaced script or Hangul each of
   * these is a word, and so is each run of other {@code \w} between them: {@code 用Java写。} has
   * three.
   */
  public static int countEastAsian(String text) {
    int words = 0;
    for (String piece : PythonText.split(text)) {
      words += countPiece(piece);
    }
    return words;
  }

  /**
   * White-space words with every character of an unspaced script a word of its own, in order; the
   * units of repeated n-grams. Hangul words stay whole.
   *
   * @param max no more words than this are made
   */
  public static List<String> split(String text, int max) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < text.length() && words.size() < max; ) {
      int codePoint = text.codePointAt(i);
      int next = i + Character.charCount(codePoint);
      boolean single = Scripts.isUnspaced(codePoint);
      if (single || PythonText.isSpace(codePoint)) {
        addWord(words, text, start, i);
        addWord(words, text, single ? i : -1, next);
        start = -1;
      } else if (start < 0) {
        start = i;
      }
      i = next;
    }
    if (words.size() < max) {
      addWord(words, text, start, text.length());
    }
    return words;
  }

  private static void addWord(List<String> words, String text, int start, int end) {
    if (start >= 0) {
      words.add(text.substring(start, end));
    }
  }

  private static int countPiece(String piece) {
    int characters = 0;
    int runs = 0;
    boolean inside = false;
    for (int i = 0; i < piece.length(); ) {
      int codePoint = piece.codePointAt(i);
      boolean single = Scripts.isUnspaced(codePoint) || Scripts.isHangul(codePoint);
      boolean word = !single && PythonText.isWord(codePoint);
      characters += single ? 1 : 0;
      runs += word && !inside ? 1 : 0;
      inside = word;
      i += Character.charCount(codePoint);
    }
    return characters == 0 ? 1 : characters + runs;
  }
}
