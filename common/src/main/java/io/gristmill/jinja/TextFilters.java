package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.None;
import io.gristmill.jinja.PyValue.Safe;
import io.gristmill.text.PythonText;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters that return text. */
final class TextFilters {

  /** A word or what is between words, for the filter {@code title}. */
  private static final Pattern TITLE_PART =
      Pattern.compile(
          "[-({\\[<" + Lexer.SPACES + "]+|[^-({\\[<" + Lexer.SPACES + "]+", Pattern.DOTALL);

  /** The line breaks of Python. */
  private static final Pattern LINE_BREAK =
      Pattern.compile("\r\n|[\n-\r\\x1C-\\x1E\\x85\\u2028\\u2029]");

  private TextFilters() {}

  static void addTo(Map<String, Filters.Filter> filters) {
    addUnary(filters, "upper", TextMethods::upper);
    addUnary(filters, "lower", PythonText::lower);
    addUnary(filters, "capitalize", PythonText::capitalize);
    addUnary(filters, "title", TextFilters::title);
    filters.put("trim", (input, arguments) -> TextMethods.strip(str(input), arguments, true, true));
    filters.put("string", (input, arguments) -> input instanceof Safe ? input : str(input));
    filters.put("safe", (input, arguments) -> new Safe(Printing.str(input)));
    filters.put("replace", TextFilters::replace);
    filters.put("indent", TextFilters::indent);
    filters.put("join", TextFilters::join);
    filters.put("tojson", TextFilters::toJson);
  }

  private static void addUnary(
      Map<String, Filters.Filter> filters, String name, UnaryOperator<String> change) {
    filters.put(
        name,
        (input, arguments) -> {
          arguments.bind(name, 0);
          return change.apply(str(input));
        });
  }

  /** {@code str(value)}, which for text marked as safe would keep the mark. */
  private static String str(Object value) {
    return value instanceof Safe ? Types.text(value, "") : Printing.str(value);
  }

  /** Jinja's own title case: words end at whitespace, hyphens and opening brackets. */
  private static String title(String text) {
    return TITLE_PART
        .matcher(text)
        .replaceAll(
            part -> {
              int second = part.group().offsetByCodePoints(0, 1);
              return Matcher.quoteReplacement(
                  TextMethods.upper(part.group().substring(0, second))
                      + PythonText.lower(part.group().substring(second)));
            });
  }

  private static Object replace(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("replace", 2, "old", "new", "count");
    int count = bound.at(2) == None.NONE ? -1 : Types.index(bound.at(2), "a count");
    return TextMethods.replaceUpTo(str(input), str(bound.at(0)), str(bound.at(1)), count);
  }

  private static Object indent(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("indent", 0, "width", "first", "blank");
    String indent = indentText(bound.at(0, 4L));
    boolean blank = Types.truthy(bound.at(2, false));
    String[] lines = LINE_BREAK.split(Types.text(input, "the text to indent") + "\n", -1);
    Text out = new Text().append(Types.truthy(bound.at(1, false)) ? indent : "").append(lines[0]);
    for (int i = 1; i < lines.length - 1; i++) {
      out.append('\n').append(blank || !lines[i].isEmpty() ? indent : "").append(lines[i]);
    }
    return out.toString();
  }

  private static String indentText(Object width) {
    return width instanceof String text
        ? text
        : new Text().repeat(" ", Types.index(width, "a width")).toString();
  }

  private static Object join(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("join", 0, "d", "attribute");
    String separator = Printing.str(bound.at(0, ""));
    Text out = new Text();
    for (Iterator<Object> each = Types.iterate(input); each.hasNext(); ) {
      Object item = each.next();
      Object part = bound.has(1) ? Lookup.path(item, bound.at(1), None.NONE) : item;
      out.append(Printing.str(part)).append(each.hasNext() ? separator : "");
    }
    return out.toString();
  }

  /** The filter of transformers, which does not escape HTML. */
  private static Object toJson(Object input, CallArguments arguments) {
    CallArguments.Bound bound =
        arguments.bind("tojson", 0, "ensure_ascii", "indent", "separators", "sort_keys");
    @Nullable String indent = bound.at(1) == None.NONE ? null : indentText(bound.at(1));
    List<Object> separators =
        bound.at(2) == None.NONE
            ? List.of(indent == null ? ", " : ",", ": ")
            : Types.list(bound.at(2));
    if (separators.size() != 2) {
      throw TemplateException.failed("tojson needs two separators");
    }
    return new JsonDumps(
            Types.truthy(bound.at(0, false)),
            indent,
            Types.text(separators.get(0), "the separator of items"),
            Types.text(separators.get(1), "the separator of keys"),
            Types.truthy(bound.at(3, false)),
            new Text())
        .of(input);
  }
}
