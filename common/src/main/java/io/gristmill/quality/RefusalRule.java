package io.gristmill.quality;

import io.gristmill.record.Example;
import io.gristmill.text.PythonText;
import java.util.List;

/**
 * Drops a record whose output is a refusal or a language-model disclaimer. Case, curly apostrophes
 * and the amount of whitespace are ignored. Score: the index of the phrase (UTF-16 units of the
 * stripped output with collapsed whitespace); threshold: the last index that counts.
 *
 * @param withinFirstChars a phrase counts only if it starts within this many characters; 0:
 *     anywhere
 */
record RefusalRule(List<String> phrases, int withinFirstChars) implements Rule {

  /** Characters to search beyond {@code withinFirstChars}: room for whitespace and the phrase. */
  private static final int MARGIN = 1000;

  RefusalRule {
    phrases = phrases.stream().map(RefusalRule::normalize).toList();
  }

  @Override
  public Verdict judge(Example example) {
    int last = withinFirstChars == 0 ? Integer.MAX_VALUE : withinFirstChars - 1;
    String text = normalize(window(PythonText.strip(example.output())));
    for (String phrase : phrases) {
      int place = text.indexOf(phrase);
      if (place >= 0 && place <= last) {
        return new Verdict.Drop("refusal", place, last, "output says \"" + phrase + "\"");
      }
    }
    return Verdict.KEEP;
  }

  private String window(String output) {
    long end = withinFirstChars == 0 ? output.length() : (long) withinFirstChars + MARGIN;
    return output.substring(0, (int) Math.min(end, output.length()));
  }

  private static String normalize(String text) {
    return PythonText.collapse(PythonText.lower(text).replace('’', '\''));
  }
}
