/**
 * Detects texts that overlap with a benchmark, to keep benchmarks out of training data. Start at
 * {@link io.gristmill.contamination.BenchmarkIndex}. May use {@code check}, {@code config}, {@code
 * record}, {@code similarity} (its tokenizer) and {@code text}.
 */
@NullMarked
package io.gristmill.contamination;

import org.jspecify.annotations.NullMarked;
