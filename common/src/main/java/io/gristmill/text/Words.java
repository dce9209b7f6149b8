package io.gristmill.text;

import java.util.ArrayList;
import java.util.List;

/** Splits text into words in any script, including scripts without spaces between words. */
public final class Words {

  private Words() {}

  /**
   * Counts white-space separated words; in a piece with Hangul or characters of a script without
   * spaces, each such character is a word, and so is each run of other {@code \w} between them:
   * {@code 用Java写。} has three.
   */
  public static int countEastAsian(String text) {
    int words = 0;
    for (String piece : PythonText.split(text)) {
      words += countPiece(piece);
    }
    return words;
  }

  /**
   * Splits text at white space and into single characters of scripts without spaces, in order;
   * these words are the units of repeated n-grams. Hangul words are not split.
   *
   * @param max maximum number of words returned
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
