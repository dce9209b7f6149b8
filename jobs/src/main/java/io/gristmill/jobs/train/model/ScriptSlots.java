package io.gristmill.jobs.train.model;

import io.gristmill.config.Resource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of the slots in TorchScript files: {@code {{name}}} is replaced by a value, {@code
 * {{name(argument)}}} by the result of a function. A value may have several lines, which get the
 * indentation of the slot, and may contain slots.
 */
final class ScriptSlots {

  private static final Pattern SLOT = Pattern.compile("\\{\\{([\\w.]+)(?:\\((.*?)\\))?}}");

  private final Map<String, String> values = new HashMap<>();
  private final Map<String, UnaryOperator<String>> functions = new HashMap<>();

  ScriptSlots with(String name, String value) {
    values.put(name, value);
    return this;
  }

  ScriptSlots with(String name, long value) {
    return with(name, Long.toString(value));
  }

  ScriptSlots with(String name, boolean value) {
    return with(name, value ? "True" : "False");
  }

  /** A float: TorchScript reads the text as the same double. */
  ScriptSlots with(String name, double value) {
    return with(name, number(value));
  }

  ScriptSlots withFile(String name, String file) {
    return with(name, file(file).stripTrailing());
  }

  /**
   * A function.
   *
   * @param function maps the argument's source to the result's source
   */
  ScriptSlots withFunction(String name, UnaryOperator<String> function) {
    functions.put(name, function);
    return this;
  }

  static String number(double value) {
    return Double.toString(value).toLowerCase(Locale.ROOT);
  }

  /**
   * Fills every slot of a text and drops the lines that are empty afterwards.
   *
   * @throws IllegalStateException naming a slot that nothing fills
   */
  String fill(String text) {
    return text.lines()
        .map(this::fillLine)
        .filter(line -> !line.isBlank())
        .collect(Collectors.joining("\n"));
  }

  private String fillLine(String line) {
    String indentation = line.substring(0, line.length() - line.stripLeading().length());
    Matcher slot = SLOT.matcher(line);
    StringBuilder filled = new StringBuilder();
    while (slot.find()) {
      String value = value(slot.group(1), slot.group(2)).replace("\n", "\n" + indentation);
      slot.appendReplacement(filled, Matcher.quoteReplacement(value));
    }
    return slot.appendTail(filled).toString();
  }

  private String value(String name, @Nullable String argument) {
    if (argument == null) {
      String value = values.get(name);
      if (value != null) {
        return fill(value);
      }
    } else {
      UnaryOperator<String> function = functions.get(name);
      if (function != null) {
        return function.apply(fill(argument));
      }
    }
    throw new IllegalStateException(
        "nothing fills the slot {{" + name + (argument == null ? "" : "(" + argument + ")") + "}}");
  }

  /**
   * Reads a TorchScript file without comments and empty lines, which need not be compiled.
   *
   * @param name such as {@code decoder}
   */
  static String file(String name) {
    return withoutComments(fileWithComments(name));
  }

  /** Reads a file with its comments. */
  static String fileWithComments(String name) {
    return Resource.text("io/gristmill/jobs/train/model/" + name + ".py");
  }

  /** Removes full-line and trailing comments, but no {@code #} within a string. */
  static String withoutComments(String text) {
    return text.lines()
        .map(ScriptSlots::withoutComment)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String withoutComment(String line) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && c == '#') {
        return line.substring(0, i).stripTrailing();
      }
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return line.stripTrailing();
  }
}
