package io.gristmill.check;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Locale;

/** Preconditions whose message names the rule and the actual value. */
public final class Require {

  private Require() {}

  /**
   * Passes when the condition holds.
   *
   * @throws IllegalArgumentException with the formatted message when it does not
   */
  @FormatMethod
  public static void that(boolean condition, @FormatString String message, Object... values) {
    if (!condition) {
      throw new IllegalArgumentException(String.format(Locale.ROOT, message, values));
    }
  }
}
