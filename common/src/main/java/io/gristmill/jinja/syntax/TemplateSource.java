package io.gristmill.jinja.syntax;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** The text of a template with line breaks normalized to {@code \n} and without a final one. */
final class TemplateSource {

  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

  private final String text;
  private final List<Integer> lineStarts = new ArrayList<>();

  TemplateSource(String template) {
    String unified = LINE_BREAK.matcher(template).replaceAll("\n");
    text = unified.endsWith("\n") ? unified.substring(0, unified.length() - 1) : unified;
    lineStarts.add(0);
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      lineStarts.add(at + 1);
    }
  }

  String text() {
    return text;
  }

  /** The line of a position, from 1. */
  int line(int position) {
    int index = Collections.binarySearch(lineStarts, position);
    return index >= 0 ? index + 1 : -index - 1;
  }
}
