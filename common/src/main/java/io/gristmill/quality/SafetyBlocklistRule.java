package io.gristmill.quality;

import io.gristmill.record.Example;
import io.gristmill.text.PythonText;
import io.gristmill.text.Scripts;
import io.gristmill.text.WholeWords;
import java.util.List;
import java.util.Optional;

/**
 * Drops a record that names something dangerous. Score: 1 for the word that was found; threshold 0.
 *
 * @param fields where to look
 * @param substrings words that match inside other words too
 * @param wholeWords words that match as whole words only
 */
public record SafetyBlocklistRule(
    List<Field> fields, List<String> substrings, WholeWords wholeWords) implements Rule {

  /** How a word must stand in the text. */
  public enum Match {
    /** Anywhere, as seed document 004: hack is in hackathon. */
    SUBSTRING,
    /** Between word boundaries; Han, kana, Thai and Hangul words, which have none, anywhere. */
    WORD
  }

  public SafetyBlocklistRule {
    fields = List.copyOf(fields);
    substrings = List.copyOf(substrings);
  }

  public static SafetyBlocklistRule of(List<Field> fields, List<String> words, Match match) {
    List<String> wholeWords =
        words.stream().filter(word -> match == Match.WORD && !hasNoBoundary(word)).toList();
    List<String> substrings =
        words.stream().filter(word -> !wholeWords.contains(word)).map(PythonText::lower).toList();
    return new SafetyBlocklistRule(fields, substrings, WholeWords.of(wholeWords));
  }

  @Override
  public String name() {
    return "safety-blocklist";
  }

  @Override
  public Verdict judge(Example example) {
    for (Field field : fields) {
      Optional<String> found = find(field.of(example));
      if (found.isPresent()) {
        String detail = "%s contains \"%s\"".formatted(field.label(), found.get());
        return new Verdict.Drop(name(), 1, 0, detail);
      }
    }
    return Verdict.KEEP;
  }

  private Optional<String> find(String text) {
    String lower = substrings.isEmpty() ? "" : PythonText.lower(text);
    return substrings.stream()
        .filter(lower::contains)
        .findFirst()
        .or(() -> wholeWords.findFirst(text));
  }

  /** Whether particles or other words may follow without a blank, as in Korean and Chinese. */
  private static boolean hasNoBoundary(String word) {
    return word.codePoints().anyMatch(c -> Scripts.isUnspaced(c) || Scripts.isHangul(c));
  }
}
