package io.gristmill.quality;

import io.gristmill.record.Example;
import io.gristmill.text.PythonText;
import java.util.List;

/**
 * Drops a record where a stand-in is the whole text of a field: one of a list ({@code <noinput>},
 * {@code N/A}), or a bracket that asks for something to be filled in ({@code [insert name]}).
 * Score: 1 for a stand-in; threshold 0.
 *
 * @param fields where to look
 * @param texts stand-ins, in any case
 * @param bracketPrefixes first words inside a bracket that make it a stand-in, in any case
 */
public record PlaceholderRule(List<Field> fields, List<String> texts, List<String> bracketPrefixes)
    implements Rule {

  /** No stand-in is longer, in UTF-16 units; spares a look at long texts. */
  private static final int MAX_LENGTH = 200;

  public PlaceholderRule {
    fields = List.copyOf(fields);
    texts = texts.stream().map(PythonText::lower).toList();
    bracketPrefixes = bracketPrefixes.stream().map(PythonText::lower).toList();
  }

  @Override
  public String name() {
    return "placeholder";
  }

  @Override
  public Verdict judge(Example example) {
    for (Field field : fields) {
      String text = PythonText.strip(field.of(example));
      if (text.length() <= MAX_LENGTH && isPlaceholder(PythonText.lower(text))) {
        String detail = "%s is the placeholder \"%s\"".formatted(field.label(), text);
        return new Verdict.Drop(name(), 1, 0, detail);
      }
    }
    return Verdict.KEEP;
  }

  private boolean isPlaceholder(String text) {
    return texts.contains(text)
        || (isOneBracket(text) && bracketPrefixes.contains(firstWord(text)));
  }

  private static boolean isOneBracket(String text) {
    if (text.length() < 3) {
      return false;
    }
    int kind = "[<{".indexOf(text.charAt(0));
    return kind >= 0 && text.indexOf("]>}".charAt(kind)) == text.length() - 1;
  }

  private static String firstWord(String bracket) {
    List<String> words = PythonText.split(bracket.substring(1, bracket.length() - 1));
    return words.isEmpty() ? "" : words.get(0);
  }
}
