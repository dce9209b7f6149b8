package io.gristmill.jinja.run;

import io.gristmill.jinja.value.Budget;
import io.gristmill.jinja.value.TemplateException;
import java.util.Locale;

/** What is printed so far: the text of the template, or of one block that is kept apart. */
final class Printed {

  private final Budget budget;
  private final StringBuilder text = new StringBuilder();

  Printed(Budget budget) {
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
