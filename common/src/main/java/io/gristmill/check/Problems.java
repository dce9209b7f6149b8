package io.gristmill.check;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Collects everything that is wrong with the settings, so that a user sees it all at once. */
public final class Problems {

  private final Set<String> messages = new LinkedHashSet<>();

  /**
   * Notes one problem; the message names the key, the rule and the actual value. What two readers
   * of a key note is told once.
   */
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
