/**
 * Quality rules: pure functions from a record to keep, or drop with the rule's name and score.
 * Start at {@link io.gristmill.quality.Rule}; a run has a {@link io.gristmill.quality.RuleSet},
 * made from the settings by {@link io.gristmill.quality.FilterConfig} after a {@link
 * io.gristmill.quality.FilterPreset}. Depends on {@code record}, {@code text} and {@code config}.
 */
@NullMarked
package io.gristmill.quality;

import org.jspecify.annotations.NullMarked;
