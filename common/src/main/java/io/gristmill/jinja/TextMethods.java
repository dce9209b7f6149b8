package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.None;
import io.gristmill.jinja.PyValue.Tuple;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Methods of {@code str}. */
final class TextMethods {

  private TextMethods() {}

  /** The method of a text, or null if it does not exist. */
  static @Nullable Callable method(String text, String name) {
    return switch (name) {
      case "upper" -> unary(name, text, TextMethods::upper);
      case "lower" -> unary(name, text, PythonText::lower);
      case "capitalize" -> unary(name, text, PythonText::capitalize);
      case "title" -> unary(name, text, TextMethods::title);
      case "strip" -> arguments -> strip(text, arguments, true, true);
      case "lstrip" -> arguments -> strip(text, arguments, true, false);
      case "rstrip" -> arguments -> strip(text, arguments, false, true);
      case "split" -> arguments -> split(text, arguments);
      case "startswith" -> arguments -> testEdge(text, arguments, String::startsWith);
      case "endswith" -> arguments -> testEdge(text, arguments, String::endsWith);
      case "replace" -> arguments -> replace(text, arguments);
      case "join" -> arguments -> join(text, arguments);
      default -> null;
    };
  }

  private static Callable unary(String name, String text, UnaryOperator<String> change) {
    return arguments -> {
      arguments.bind(name, 0);
      return change.apply(text);
    };
  }

  /** {@code text.upper()}. */
  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** {@code text.title()}: upper case for letters after a character that is not a cased letter. */
  private static String title(String text) {
    StringBuilder out = new StringBuilder(text.length());
    boolean within = false;
    for (int c : text.codePoints().toArray()) {
      String letter = Character.toString(c);
      out.append(within ? PythonText.lower(letter) : PythonText.capitalize(letter));
      within = Character.isUpperCase(c) || Character.isLowerCase(c) || Character.isTitleCase(c);
    }
    return out.toString();
  }

  /** {@code text.strip(chars)}; whitespace for {@code None}. */
  static String strip(String text, CallArguments arguments, boolean left, boolean right) {
    Object chars = arguments.bind("strip", 0, "chars").at(0);
    String set = chars == None.NONE ? "" : Types.text(chars, "the characters to strip");
    int start = 0;
    int end = text.length();
    while (left && start < end && isStripped(text.codePointAt(start), chars, set)) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (right && end > start && isStripped(text.codePointBefore(end), chars, set)) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  private static boolean isStripped(int c, Object chars, String set) {
    return chars == None.NONE ? PythonText.isSpace(c) : set.indexOf(c) >= 0;
  }

  private static Object split(String text, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("split", 0, "sep", "maxsplit");
    int count = Types.index(bound.at(1, -1L), "maxsplit");
    int maxSplits = count < 0 ? Integer.MAX_VALUE : count;
    if (bound.at(0) == None.NONE) {
      return words(text, maxSplits);
    }
    String separator = Types.text(bound.at(0), "the separator");
    if (separator.isEmpty()) {
      throw TemplateException.failed("empty separator");
    }
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

  private static Object testEdge(
      String text, CallArguments arguments, BiPredicate<String, String> test) {
    CallArguments.Bound bound = arguments.bind("startswith", 1, "affix", "start", "end");
    if (bound.has(1)) {
      throw Unsupported.exception("startswith() or endswith() of a part", 0);
    }
    Object target = bound.at(0);
    List<?> any = target instanceof Tuple tuple ? tuple : List.of(target);
    return any.stream().anyMatch(each -> test.test(text, Types.text(each, "the affix")));
  }

  private static Object replace(String text, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("replace", 2, "old", "new", "count");
    return replaceUpTo(
        text,
        Types.text(bound.at(0), "the text to replace"),
        Types.text(bound.at(1), "the replacement"),
        Types.index(bound.at(2, -1L), "a count"));
  }

  /** {@code text.replace(old, with, count)}; replaces all for a negative count. */
  static String replaceUpTo(String text, String old, String with, int count) {
    if (old.isEmpty()) {
      throw TemplateException.unsupported("replacing the empty text");
    }
    Text out = new Text();
    int at = 0;
    int left = count < 0 ? Integer.MAX_VALUE : count;
    for (int next = text.indexOf(old); next >= 0 && left > 0; left--) {
      out.append(text.substring(at, next)).append(with);
      at = next + old.length();
      next = text.indexOf(old, at);
    }
    return out.append(text.substring(at)).toString();
  }

  private static Object join(String text, CallArguments arguments) {
    Object values = arguments.bind("join", 1, "iterable").at(0);
    Text out = new Text();
    for (Iterator<Object> each = Types.iterate(values); each.hasNext(); ) {
      out.append(Types.text(each.next(), "a piece to join"));
      out.append(each.hasNext() ? text : "");
    }
    return out.toString();
  }
}
