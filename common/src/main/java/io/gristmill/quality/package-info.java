/**
 * Quality rules: pure functions from a record to keep, or drop with the rule's name and score.
 * Start at {@link io.gristmill.quality.Rule}; presets of rules are in {@code RuleSet}. Depends on
 * {@code record}, {@code text} and {@code config}.
 */
@NullMarked
package io.gristmill.quality;

import org.jspecify.annotations.NullMarked;
