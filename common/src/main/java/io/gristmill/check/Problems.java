package io.gristmill.check;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects everything that is wrong with the settings, so that a user sees it all at once. */
public final class Problems {

  private final List<String> messages = new ArrayList<>();

  /** Notes one problem; the message names the key, the rule and the actual value. */
  @FormatMethod
  public void add(@FormatString String message, Object... values) {
    messages.add(String.format(Locale.ROOT, message, values));
  }

  public boolean isEmpty() {
    return messages.isEmpty();
  }

  public List<String> messages() {
    return List.copyOf(messages);
  }

  /**
   * Passes when nothing was noted.
   *
   * @throws UserException with every message, one a line, when something was
   */
  public void throwIfAny() {
    if (!messages.isEmpty()) {
      throw new UserException(ExitCode.CONFIGURATION, String.join("\n", messages));
    }
  }
}
