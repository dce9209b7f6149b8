package io.gristmill.jinja.syntax;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call, filter or test.
 *
 * @param positional positional arguments
 * @param named keyword arguments, in order
 * @param rest {@code *rest}
 * @param namedRest {@code **rest}
 */
public record Arguments(
    List<Expr> positional, Map<String, Expr> named, @Nullable Expr rest, @Nullable Expr namedRest) {

  public static final Arguments NONE = new Arguments(List.of(), Map.of(), null, null);

  public Arguments {
    positional = List.copyOf(positional);
    named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
  }

  void names(Consumer<String> read) {
    positional.forEach(value -> value.names(read));
    named.values().forEach(value -> value.names(read));
    if (rest != null) {
      rest.names(read);
    }
    if (namedRest != null) {
      namedRest.names(read);
    }
  }
}
