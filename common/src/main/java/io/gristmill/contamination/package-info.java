/**
 * Whether a text repeats a part of an evaluation set, so that generated data never teaches the
 * test. Start at {@link io.gristmill.contamination.BenchmarkIndex}. May use {@code check}, {@code
 * config}, {@code record}, {@code similarity} (its tokens) and {@code text}.
 */
@NullMarked
package io.gristmill.contamination;

import org.jspecify.annotations.NullMarked;
