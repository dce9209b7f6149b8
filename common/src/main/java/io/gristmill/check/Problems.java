package io.gristmill.check;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Collects all problems of the settings, so that the user sees them at once. */
public final class Problems {

  private final Set<String> messages = new LinkedHashSet<>();

  /** Adds a problem once; the message names the key, the rule and the actual value. */
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
   * Throws if there is any problem.
   *
   * @throws UserException with all messages, one per line
   */
  public void throwIfAny() {
    if (!messages.isEmpty()) {
      throw new UserException(ExitCode.CONFIGURATION, String.join("\n", messages));
    }
  }
}
