package io.gristmill.jinja;

import io.gristmill.jinja.value.Limits;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What a rendering depends on beside its variables.
 *
 * @param now what {@code strftime_now} tells; null refuses templates that ask for it, so that no
 *     text depends on the day it is made
 * @param limits what it may cost
 */
public record RenderSettings(@Nullable LocalDateTime now, Limits limits) {

  public static final RenderSettings DEFAULT = new RenderSettings(null, Limits.DEFAULT);

  public static RenderSettings at(LocalDateTime now) {
    return new RenderSettings(now, Limits.DEFAULT);
  }
}
