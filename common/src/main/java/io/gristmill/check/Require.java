package io.gristmill.check;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Locale;

/** Checks preconditions; messages name the rule and the actual value. */
public final class Require {

  private Require() {}

  /**
   * Checks a condition.
   *
   * @throws IllegalArgumentException with the formatted message if the condition is false
   */
  @FormatMethod
  public static void that(boolean condition, @FormatString String message, Object... values) {
    if (!condition) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, message, values));
    }
  }
}
