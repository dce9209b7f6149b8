package io.gristmill.quality;

import io.gristmill.record.Example;
import io.gristmill.text.PythonText;
import java.util.List;

/**
 * Drops a record whose output refuses the task or speaks of itself as a language model. Case, curly
 * apostrophes and the amount of white space do not matter. Score: where the phrase starts, in
 * UTF-16 units of the stripped, collapsed output; threshold: the last place where it counts.
 *
 * @param phrases what refusals and disclaimers say
 * @param withinFirstChars a phrase counts when it starts at one of the first so many characters; 0
 *     lets it start anywhere
 */
public record RefusalRule(List<String> phrases, int withinFirstChars) implements Rule {

  /** White space and the phrase itself fit into so much more than {@code startChars}. */
  private static final int MARGIN = 1000;

  public RefusalRule {
    phrases = phrases.stream().map(RefusalRule::normalize).toList();
  }

  @Override
  public String name() {
    return "refusal";
  }

  @Override
  public Verdict judge(Example example) {
    int last = withinFirstChars == 0 ? Integer.MAX_VALUE : withinFirstChars - 1;
    String text = normalize(window(PythonText.strip(example.output())));
    for (String phrase : phrases) {
      int place = text.indexOf(phrase);
      if (place >= 0 && place <= last) {
        return new Verdict.Drop(name(), place, last, "output says \"" + phrase + "\"");
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
