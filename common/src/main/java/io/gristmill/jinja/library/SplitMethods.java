package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Numbers;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.RenderBudget;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Splitting methods of {@code str}. */
final class SplitMethods {

  private SplitMethods() {}

  /** {@code text.split(sep, maxsplit)}. */
  static List<Object> left(String text, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("split", 0, "sep", "maxsplit");
    int maxSplits = maxSplits(bound.at(1, -1L));
    if (bound.at(0, None.NONE) == None.NONE) {
      return words(text, maxSplits);
    }
    String separator = separator(bound.at(0, None.NONE));
    List<Object> pieces = new ArrayList<>();
    int at = 0;
    for (int next = text.indexOf(separator); next >= 0 && pieces.size() < maxSplits; ) {
      add(pieces, text.substring(at, next));
      at = next + separator.length();
      next = text.indexOf(separator, at);
    }
    add(pieces, text.substring(at));
    return pieces;
  }

  /** {@code text.rsplit(sep, maxsplit)}. */
  static List<Object> right(String text, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("rsplit", 0, "sep", "maxsplit");
    int maxSplits = maxSplits(bound.at(1, -1L));
    List<Object> pieces = new ArrayList<>();
    if (bound.at(0, None.NONE) == None.NONE) {
      words(reversed(text), maxSplits).forEach(word -> pieces.add(reversed((String) word)));
    } else {
      String separator = separator(bound.at(0, None.NONE));
      int end = text.length();
      int next = text.lastIndexOf(separator);
      while (next >= 0 && pieces.size() < maxSplits) {
        add(pieces, text.substring(next + separator.length(), end));
        end = next;
        next =
            end < separator.length() ? -1 : text.lastIndexOf(separator, end - separator.length());
      }
      add(pieces, text.substring(0, end));
    }
    Collections.reverse(pieces);
    return pieces;
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }

  private static int maxSplits(Object count) {
    int maxSplits = Numbers.index(count, "maxsplit");
    return maxSplits < 0 ? Integer.MAX_VALUE : maxSplits;
  }

  private static String separator(Object value) {
    String separator = Types.textOf(value, "the separator");
    if (separator.isEmpty()) {
      throw TemplateException.failed("empty separator");
    }
    return separator;
  }

  private static List<Object> words(String text, int maxSplits) {
    List<Object> words = new ArrayList<>();
    int at = skip(text, 0, true);
    while (at < text.length()) {
      int end = words.size() < maxSplits ? skip(text, at, false) : text.length();
      add(words, text.substring(at, end));
      at = skip(text, end, true);
    }
    return words;
  }

  private static int skip(String text, int from, boolean spaces) {
    int at = from;
    while (at < text.length() && PythonText.isSpace(text.charAt(at)) == spaces) {
      at++;
    }
    return at;
  }

  private static void add(List<Object> pieces, String piece) {
    RenderBudget.items(pieces.size() + 1L);
    pieces.add(piece);
  }

  /** {@code text.splitlines(keepends)}. */
  static Object lines(String text, CallArguments arguments) {
    boolean keep = Types.truthy(arguments.bind("splitlines", 0, "keepends").at(0, false));
    return new PyList(lines(text, keep));
  }

  /** The lines of a text, split at all line breaks of Python. */
  static List<Object> lines(String text, boolean keepEnds) {
    List<Object> lines = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      if (isBreak(text.charAt(at))) {
        int end = at;
        boolean pair = text.startsWith("\r\n", at);
        at += pair ? 1 : 0;
        add(lines, text.substring(start, keepEnds ? at + 1 : end));
        start = at + 1;
      }
    }
    if (start < text.length()) {
      add(lines, text.substring(start));
    }
    return lines;
  }

  private static boolean isBreak(char c) {
    return (c >= '\n' && c <= '\r')
        || (c >= 0x1C && c <= 0x1E)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  /** {@code text.partition(sep)} or {@code text.rpartition(sep)}. */
  static Object partition(String text, CallArguments arguments, boolean last) {
    String separator = separator(arguments.bind("partition", 1, "sep").at(0, None.NONE));
    int at = last ? text.lastIndexOf(separator) : text.indexOf(separator);
    if (at < 0) {
      return last ? PyTuple.of("", "", text) : PyTuple.of(text, "", "");
    }
    String after = text.substring(at + separator.length());
    return PyTuple.of(text.substring(0, at), separator, after);
  }
}
