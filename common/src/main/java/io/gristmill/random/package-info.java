/**
 * Randomness that repeats. Every stream is derived from (seed, purpose, id) by {@link
 * io.gristmill.random.RandomStream}; nothing else in the project makes random numbers.
 */
@NullMarked
package io.gristmill.random;

import org.jspecify.annotations.NullMarked;
