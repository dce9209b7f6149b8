/**
 * Numbers that say how good answers are: {@link io.gristmill.metric.JudgeScore} reads what a judge
 * says, {@link io.gristmill.metric.WordJaccard} compares two texts. May use {@code check}, {@code
 * random}, {@code similarity} and {@code text}.
 */
@NullMarked
package io.gristmill.metric;

import org.jspecify.annotations.NullMarked;
