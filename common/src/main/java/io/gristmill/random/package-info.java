/**
 * Reproducible randomness. Every stream is derived from (seed, purpose, id) by {@link
 * io.gristmill.random.RandomStream}, the only source of random numbers in the project.
 */
@NullMarked
package io.gristmill.random;

import org.jspecify.annotations.NullMarked;
