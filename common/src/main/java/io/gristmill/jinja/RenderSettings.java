package io.gristmill.jinja;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a rendering besides its variables.
 *
 * @param now the time that {@code strftime_now} returns; if null, templates that call it fail, so
 *     that no text depends on the date
 * @param limits resource limits
 */
public record RenderSettings(@Nullable LocalDateTime now, Limits limits) {

  public static final RenderSettings DEFAULT = new RenderSettings(null, Limits.DEFAULT);

  public static RenderSettings at(LocalDateTime now) {
    return new RenderSettings(now, Limits.DEFAULT);
  }
}
