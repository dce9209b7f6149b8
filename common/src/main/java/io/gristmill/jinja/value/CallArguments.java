package io.gristmill.jinja.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call.
 *
 * @param positional positional arguments, in order
 * @param named keyword arguments, in order
 */
public record CallArguments(List<Object> positional, Map<String, Object> named) {

  public static final CallArguments NONE = new CallArguments(List.of(), Map.of());

  /** One value per parameter, null for missing arguments. */
  public static final class Bound {

    private final @Nullable Object[] values;

    private Bound(@Nullable Object[] values) {
      this.values = values;
    }

    public @Nullable Object at(int index) {
      return values[index];
    }

    public Object at(int index, Object fallback) {
      Object value = values[index];
      return value == null ? fallback : value;
    }
  }

  /**
   * Binds the arguments to parameters, as Python does.
   *
   * @param function name of the function, for messages
   * @param required number of leading parameters that need a value
   * @throws TemplateException if a required argument is missing, one is passed twice, or there are
   *     too many
   */
  public Bound bind(String function, int required, String... names) {
    if (positional.size() > names.length) {
      throw wrong(function, "takes at most " + names.length + " arguments");
    }
    @Nullable Object[] values = new @Nullable Object[names.length];
    for (int i = 0; i < positional.size(); i++) {
      values[i] = positional.get(i);
    }
    Map<String, Object> rest = new LinkedHashMap<>(named);
    for (int i = 0; i < names.length; i++) {
      Object value = rest.remove(names[i]);
      if (value != null && values[i] != null) {
        throw wrong(function, "got '" + names[i] + "' twice");
      }
      values[i] = value == null ? values[i] : value;
      if (values[i] == null && i < required) {
        throw wrong(function, "needs '" + names[i] + "'");
      }
    }
    if (!rest.isEmpty()) {
      throw wrong(function, "has no argument '" + rest.keySet().iterator().next() + "'");
    }
    return new Bound(values);
  }

  private static TemplateException wrong(String function, String problem) {
    return TemplateException.failed(String.format(Locale.ROOT, "%s() %s", function, problem));
  }
}
