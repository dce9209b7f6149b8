package io.gristmill.quality;

import io.gristmill.text.PythonText;
import io.gristmill.text.Scripts;
import io.gristmill.text.WholeWords;
import java.util.List;
import java.util.Optional;

/**
 * Drops a record that mentions something dangerous. Score: 1 for a match; threshold: 0.
 *
 * @param substrings words that also match inside other words, in lower case
 * @param wholeWords words that match as whole words only
 */
record SafetyBlocklistRule(List<String> substrings, WholeWords wholeWords)
    implements Rule.FieldRule {

  /** How a word must occur in the text. */
  enum Match {
    /** Anywhere: hack matches in hackathon. */
    SUBSTRING,
    /** As a whole word; anywhere for words in Han, kana, Thai and Hangul, which lack spaces. */
    WORD
  }

  SafetyBlocklistRule {
    substrings = List.copyOf(substrings);
  }

  static SafetyBlocklistRule of(List<String> words, Match match) {
    List<String> wholeWords =
        words.stream().filter(word -> match == Match.WORD && !hasNoBoundary(word)).toList();
    List<String> substrings =
        words.stream().filter(word -> !wholeWords.contains(word)).map(PythonText::lower).toList();
    return new SafetyBlocklistRule(substrings, WholeWords.of(wholeWords));
  }

  @Override
  public Verdict judge(Field field, String text) {
    return find(text)
        .<Verdict>map(
            word ->
                new Verdict.Drop(
                    "safety-blocklist", 1, 0, "%s contains \"%s\"".formatted(field.label(), word)))
        .orElse(Verdict.KEEP);
  }

  private Optional<String> find(String text) {
    String lower = substrings.isEmpty() ? "" : PythonText.lower(text);
    return substrings.stream()
        .filter(lower::contains)
        .findFirst()
        .or(() -> wholeWords.findFirst(text));
  }

  /** Whether particles or other words may follow without a space, as in Korean and Chinese. */
  private static boolean hasNoBoundary(String word) {
    return word.codePoints().anyMatch(c -> Scripts.isUnspaced(c) || Scripts.isHangul(c));
  }
}
