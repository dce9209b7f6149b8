package io.gristmill.quality;

import io.gristmill.record.Example;
import io.gristmill.text.PythonText;
import java.util.List;

/**
 * Drops a record whose field starts with a rejected prefix or character, ignoring leading
 * whitespace. Score: 1 for a match; threshold: 0. Records with an empty field are kept.
 *
 * @param rejectNonAscii drops every Korean or Chinese record
 */
record PrefixBlocklistRule(
    Field field,
    List<String> prefixes,
    boolean ignoreCase,
    boolean rejectPunctuation,
    boolean rejectNonAscii)
    implements Rule {

  /** The prefix that Self-Instruct and Stanford Alpaca reject. */
  public static final List<String> WRITE_A_PROGRAM = List.of("Write a program");

  PrefixBlocklistRule {
    prefixes = List.copyOf(prefixes);
  }

  @Override
  public Verdict judge(Example example) {
    String text = PythonText.strip(field.of(example));
    if (text.isEmpty()) {
      return Verdict.KEEP;
    }
    for (String prefix : prefixes) {
      if (text.regionMatches(ignoreCase, 0, prefix, 0, prefix.length())) {
        return drop("\"" + prefix + "\"");
      }
    }
    int first = text.codePointAt(0);
    if (rejectPunctuation && PythonText.isAsciiPunctuation(first)) {
      return drop("punctuation " + Character.toString(first));
    }
    return rejectNonAscii && first >= 0x80
        ? drop("the non-ASCII character " + Character.toString(first))
        : Verdict.KEEP;
  }

  private Verdict drop(String what) {
    return new Verdict.Drop("prefix-blocklist", 1, 0, field.label() + " starts with " + what);
  }
}
