package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Iteration;
import io.gristmill.jinja.python.Numbers;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.Safe;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Text;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Methods of {@code str}. */
final class TextMethods {

  /** Unsupported methods of {@code str}. */
  static final Set<String> UNSUPPORTED =
      Set.of(
          "casefold",
          "encode",
          "expandtabs",
          "format_map",
          "isidentifier",
          "maketrans",
          "translate");

  /** Methods that keep the mark of safe text; others are rejected for safe text. */
  private static final Set<String> KEEP_SAFE =
      Set.of("strip", "lstrip", "rstrip", "upper", "lower", "capitalize", "title", "swapcase");

  private static final Set<String> RETURN_NO_TEXT =
      Set.of("startswith", "endswith", "find", "rfind", "index", "rindex", "count");

  private static final Map<String, TextMethod> METHODS = methods();

  private TextMethods() {}

  /** The method of a text, or null if it does not exist. */
  static @Nullable Object method(Object text, String name) {
    if (UNSUPPORTED.contains(name)) {
      throw TemplateException.unsupported("the method '" + name + "' of 'str'");
    }
    TextMethod method = METHODS.get(name);
    if (method == null) {
      return null;
    }
    return new Function(name, arguments -> call(text, name, method, arguments));
  }

  private static Object call(Object text, String name, TextMethod method, CallArguments arguments) {
    Object result = method.call(Types.text(text), arguments);
    if (!(text instanceof Safe) || RETURN_NO_TEXT.contains(name) || name.startsWith("is")) {
      return result;
    }
    if (!KEEP_SAFE.contains(name)) {
      throw TemplateException.unsupported("the method '" + name + "' of a text marked as safe");
    }
    return new Safe((String) result);
  }

  private static Map<String, TextMethod> methods() {
    Map<String, TextMethod> methods = new TreeMap<>();
    addUnary(methods, "upper", Cases::upper);
    addUnary(methods, "lower", PythonText::lower);
    addUnary(methods, "capitalize", PythonText::capitalize);
    addUnary(methods, "title", Cases::title);
    addUnary(methods, "swapcase", Cases::swap);
    methods.put("strip", (text, arguments) -> strip(text, arguments, true, true));
    methods.put("lstrip", (text, arguments) -> strip(text, arguments, true, false));
    methods.put("rstrip", (text, arguments) -> strip(text, arguments, false, true));
    methods.put("split", (text, arguments) -> new PyList(SplitMethods.left(text, arguments)));
    methods.put("rsplit", (text, arguments) -> new PyList(SplitMethods.right(text, arguments)));
    methods.put("splitlines", SplitMethods::lines);
    methods.put("partition", (text, arguments) -> SplitMethods.partition(text, arguments, false));
    methods.put("rpartition", (text, arguments) -> SplitMethods.partition(text, arguments, true));
    methods.put("startswith", (text, arguments) -> testEdge(text, arguments, String::startsWith));
    methods.put("endswith", (text, arguments) -> testEdge(text, arguments, String::endsWith));
    methods.put("replace", TextMethods::replace);
    methods.put("join", TextMethods::join);
    methods.put("format", TextFormat::format);
    methods.put("removeprefix", (text, arguments) -> removeAffix(text, arguments, true));
    methods.put("removesuffix", (text, arguments) -> removeAffix(text, arguments, false));
    methods.putAll(SearchMethods.METHODS);
    methods.putAll(CharacterClassMethods.METHODS);
    return methods;
  }

  private static void addUnary(
      Map<String, TextMethod> methods, String name, UnaryOperator<String> body) {
    methods.put(
        name,
        (text, arguments) -> {
          arguments.bind(name, 0);
          return body.apply(text);
        });
  }

  private static Object strip(String text, CallArguments arguments, boolean left, boolean right) {
    Object chars = arguments.bind("strip", 0, "chars").at(0, None.NONE);
    return stripChars(text, chars, left, right);
  }

  /** {@code text.strip(chars)}; whitespace for {@code None}. */
  static String stripChars(String text, Object chars, boolean left, boolean right) {
    String set = chars == None.NONE ? "" : Types.textOf(chars, "the characters to strip");
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

  private static Object testEdge(
      String text, CallArguments arguments, BiPredicate<String, String> test) {
    CallArguments.Bound bound = arguments.bind("startswith", 1, "prefix", "start", "end");
    Object target = bound.at(0, None.NONE);
    String part = SearchMethods.part(text, bound.at(1, None.NONE), bound.at(2, None.NONE));
    if (part == null) {
      return false;
    }
    List<Object> any = target instanceof PyTuple tuple ? tuple.items() : List.of(target);
    boolean found = false;
    for (Object each : any) {
      found |= test.test(part, Types.textOf(each, "the text to look for"));
    }
    return found;
  }

  private static Object replace(String text, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("replace", 2, "old", "new", "count");
    Object count = bound.at(2, -1L);
    String old = Types.textOf(bound.at(0, None.NONE), "the text to replace");
    String with = Types.textOf(bound.at(1, None.NONE), "the text to put in");
    return replaceUpTo(text, old, with, Numbers.index(count, "a count"));
  }

  /** {@code text.replace(old, with, count)}; replaces all for a negative count. */
  static String replaceUpTo(String text, String old, String with, int count) {
    Text out = new Text();
    int at = 0;
    int left = count < 0 ? Integer.MAX_VALUE : count;
    if (old.isEmpty()) {
      return insertBetween(text, with, left);
    }
    for (int next = text.indexOf(old); next >= 0 && left > 0; left--) {
      out.append(text.substring(at, next)).append(with);
      at = next + old.length();
      next = text.indexOf(old, at);
    }
    return out.append(text.substring(at)).toString();
  }

  private static String insertBetween(String text, String with, int count) {
    Text out = new Text();
    int left = count;
    for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      out.append(left-- > 0 ? with : "").appendCodePoint(text.codePointAt(at));
    }
    return out.append(left > 0 ? with : "").toString();
  }

  private static Object join(String text, CallArguments arguments) {
    Object values = arguments.bind("join", 1, "iterable").at(0, None.NONE);
    List<String> parts = new ArrayList<>();
    for (Iterator<Object> each = Iteration.of(values); each.hasNext(); ) {
      Object part = each.next();
      if (part instanceof Safe) {
        throw TemplateException.unsupported("joining text marked as safe");
      }
      parts.add(Types.textOf(part, "a piece to join"));
    }
    return joinWith(text, parts);
  }

  /** Joins the parts with the text as separator. */
  static String joinWith(String between, List<String> parts) {
    Text out = new Text();
    for (int i = 0; i < parts.size(); i++) {
      out.append(i == 0 ? "" : between).append(parts.get(i));
    }
    return out.toString();
  }

  private static Object removeAffix(String text, CallArguments arguments, boolean atStart) {
    Object affix = arguments.bind("removeprefix", 1, "affix").at(0, None.NONE);
    String removed = Types.textOf(affix, "the text to remove");
    if (atStart && text.startsWith(removed)) {
      return text.substring(removed.length());
    }
    return !atStart && text.endsWith(removed)
        ? text.substring(0, text.length() - removed.length())
        : text;
  }
}
