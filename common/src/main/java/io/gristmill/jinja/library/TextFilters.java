package io.gristmill.jinja.library;

import io.gristmill.jinja.python.Iteration;
import io.gristmill.jinja.python.JsonDumps;
import io.gristmill.jinja.python.Numbers;
import io.gristmill.jinja.python.PercentFormat;
import io.gristmill.jinja.python.StrAndRepr;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.Safe;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Text;
import io.gristmill.jinja.value.Undefined;
import io.gristmill.text.PythonText;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters that return text. */
final class TextFilters {

  private static final Pattern WORD_START =
      Pattern.compile(
          "[-({\\[<\\s\\x1C-\\x1F\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]");

  private TextFilters() {}

  static void addTo(Map<String, Filter> filters) {
    addUnary(filters, "upper", Cases::upper);
    addUnary(filters, "lower", PythonText::lower);
    addUnary(filters, "capitalize", PythonText::capitalize);
    filters.put("title", (input, arguments) -> titleCase(StrAndRepr.str(input)));
    filters.put("trim", TextFilters::trim);
    filters.put("string", (input, arguments) -> softString(input));
    filters.put("safe", (input, arguments) -> new Safe(StrAndRepr.str(input)));
    filters.put("escape", (input, arguments) -> escape(input));
    filters.put("e", (input, arguments) -> escape(input));
    filters.put("forceescape", (input, arguments) -> new Safe(Safe.escape(StrAndRepr.str(input))));
    filters.put("replace", TextFilters::replace);
    filters.put("indent", TextFilters::indent);
    filters.put("center", TextFilters::center);
    filters.put("format", TextFilters::format);
    filters.put("truncate", TextFilters::truncate);
    filters.put("tojson", TextFilters::toJson);
    filters.put("wordcount", (input, arguments) -> countWords(StrAndRepr.str(input)));
  }

  private static void addUnary(
      Map<String, Filter> filters, String name, UnaryOperator<String> change) {
    filters.put(
        name,
        (input, arguments) -> {
          arguments.bind(name, 0);
          return markLike(input, change.apply(StrAndRepr.str(input)));
        });
  }

  /** A text, marked as safe if the input was. */
  private static Object markLike(Object input, String text) {
    return input instanceof Safe ? new Safe(text) : text;
  }

  private static Object softString(Object input) {
    return input instanceof Safe ? input : StrAndRepr.str(input);
  }

  private static Object escape(Object input) {
    return input instanceof Safe ? input : new Safe(Safe.escape(StrAndRepr.str(input)));
  }

  /** Jinja's own title case: words end at whitespace and before {@code - ( [ { <}. */
  private static String titleCase(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int end = at;
      boolean between = isStart(text, at);
      while (end < text.length() && isStart(text, end) == between) {
        end += Character.charCount(text.codePointAt(end));
      }
      int second = at + Character.charCount(text.codePointAt(at));
      out.append(Cases.upper(text.substring(at, second)));
      out.append(PythonText.lower(text.substring(second, end)));
      at = end;
    }
    return out.toString();
  }

  private static boolean isStart(String text, int at) {
    return WORD_START.matcher(Character.toString(text.codePointAt(at))).matches();
  }

  private static Object trim(Object input, CallArguments arguments) {
    Object chars = arguments.bind("trim", 0, "chars").at(0, None.NONE);
    return markLike(input, TextMethods.stripChars(StrAndRepr.str(input), chars, true, true));
  }

  private static Object replace(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("replace", 2, "old", "new", "count");
    Object count = bound.at(2, None.NONE);
    return TextMethods.replaceUpTo(
        StrAndRepr.str(input),
        StrAndRepr.str(bound.at(0, "")),
        StrAndRepr.str(bound.at(1, "")),
        count == None.NONE ? -1 : Numbers.index(count, "a count"));
  }

  private static Object indent(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("indent", 0, "width", "first", "blank");
    String text = Types.textOf(input, "the text to indent");
    Object width = bound.at(0, 4L);
    String indention =
        Types.isText(width)
            ? Types.text(width)
            : new Text().repeat(" ", Numbers.index(width, "a width")).toString();
    boolean blank = Types.truthy(bound.at(2, false));
    Text out = new Text().append(Types.truthy(bound.at(1, false)) ? indention : "");
    List<Object> lines = SplitMethods.lines(text + "\n", false);
    for (int i = 0; i < lines.size(); i++) {
      String line = (String) lines.get(i);
      out.append(i == 0 ? "" : "\n").append(i > 0 && (blank || !line.isEmpty()) ? indention : "");
      out.append(line);
    }
    return markLike(input, out.toString());
  }

  private static Object center(Object input, CallArguments arguments) {
    Object width = arguments.bind("center", 0, "width").at(0, 80L);
    return markLike(
        input, SearchMethods.center(StrAndRepr.str(input), Numbers.index(width, "a width")));
  }

  private static Object format(Object input, CallArguments arguments) {
    if (input instanceof Safe) {
      throw TemplateException.unsupported("the filter 'format' on a text marked as safe");
    }
    if (arguments.named().isEmpty()) {
      return PercentFormat.format(StrAndRepr.str(input), PyTuple.of(arguments.positional()));
    }
    if (!arguments.positional().isEmpty()) {
      throw TemplateException.failed("format takes values in order or by name, not both");
    }
    PyDict named = new PyDict();
    arguments.named().forEach(named::put);
    return PercentFormat.format(StrAndRepr.str(input), named);
  }

  private static Object truncate(Object input, CallArguments arguments) {
    CallArguments.Bound bound =
        arguments.bind("truncate", 0, "length", "killwords", "end", "leeway");
    String text = Types.textOf(input, "the text to truncate");
    String end = Types.textOf(bound.at(2, "..."), "the end");
    int length = Numbers.index(bound.at(0, 255L), "a length");
    Object leewayArgument = bound.at(3, None.NONE);
    int leeway = leewayArgument == None.NONE ? 5 : Numbers.index(leewayArgument, "a leeway");
    if (length < PythonText.length(end) || leeway < 0) {
      throw TemplateException.failed("truncate needs a length of at least that of its end");
    }
    if (PythonText.length(text) <= (long) length + leeway) {
      return input;
    }
    int kept = length - PythonText.length(end);
    String start = text.substring(0, text.offsetByCodePoints(0, kept));
    int space = start.lastIndexOf(' ');
    boolean whole = Types.truthy(bound.at(1, false)) || space < 0;
    return (whole ? start : start.substring(0, space)) + end;
  }

  private static Object countWords(String text) {
    long count = 0;
    boolean within = false;
    for (int c : text.codePoints().toArray()) {
      boolean word = PythonText.isWord(c);
      count += word && !within ? 1 : 0;
      within = word;
    }
    return count;
  }

  /** The filter of transformers, which does not escape HTML. */
  private static Object toJson(Object input, CallArguments arguments) {
    CallArguments.Bound bound =
        arguments.bind("tojson", 0, "ensure_ascii", "indent", "separators", "sort_keys");
    @Nullable String indent = indention(bound.at(1, None.NONE));
    List<Object> separators = separators(bound.at(2, None.NONE), indent != null);
    JsonDumps.Style style =
        new JsonDumps.Style(
            Types.truthy(bound.at(0, false)),
            indent,
            Types.textOf(separators.get(0), "the separator of items"),
            Types.textOf(separators.get(1), "the separator of keys"),
            Types.truthy(bound.at(3, false)));
    return JsonDumps.of(input, style);
  }

  private static @Nullable String indention(Object value) {
    if (value == None.NONE) {
      return null;
    }
    return Types.isText(value)
        ? Types.text(value)
        : new Text().repeat(" ", Numbers.index(value, "an indent")).toString();
  }

  private static List<Object> separators(Object value, boolean indented) {
    if (value == None.NONE) {
      return List.of(indented ? "," : ", ", ": ");
    }
    List<Object> both = value instanceof Undefined ? List.of() : Iteration.list(value);
    if (both.size() != 2) {
      throw TemplateException.failed("tojson needs two separators");
    }
    return both;
  }
}
