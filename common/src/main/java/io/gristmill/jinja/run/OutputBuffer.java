package io.gristmill.jinja.run;

import io.gristmill.jinja.value.RenderBudget;
import io.gristmill.jinja.value.TemplateException;
import java.util.Locale;

/** The output so far: the text of the template or of a captured block. */
final class OutputBuffer {

  private final RenderBudget budget;
  private final StringBuilder text = new StringBuilder();

  OutputBuffer(RenderBudget budget) {
    this.budget = budget;
  }

  void print(String piece) {
    if ((long) text.length() + piece.length() > budget.limits().length()) {
      throw TemplateException.limit(
          String.format(Locale.ROOT, "more than %,d characters of text", budget.limits().length()));
    }
    budget.spend(piece.length() / 4);
    text.append(piece);
  }

  int codePoints() {
    return text.codePointCount(0, text.length());
  }

  String text() {
    return text.toString();
  }
}
