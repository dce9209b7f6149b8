/**
 * Quality rules: pure functions that keep a record or drop it with the name of the rule and a
 * score. Start at {@link io.gristmill.quality.Rule}. A run applies a {@link
 * io.gristmill.quality.RuleSet}, which {@link io.gristmill.quality.FilterConfig} creates from the
 * settings and a {@link io.gristmill.quality.FilterPreset}. Depends on {@code record}, {@code text}
 * and {@code config}.
 */
@NullMarked
package io.gristmill.quality;

import org.jspecify.annotations.NullMarked;
