/**
 * How much of each source goes into a mixture, and which side of a split a row is on; start at
 * {@link io.gristmill.mix.MixPlan} and {@link io.gristmill.mix.SplitRatios}. Knows names and sizes
 * of sources and ids of rows, never their content; may use {@code check}, {@code config} and {@code
 * random}.
 *
 * <p>A strategy gives each source a weight, {@link io.gristmill.mix.Quotas} turns weights into
 * whole numbers that add up: every source gets its exact share rounded down, and what is left goes
 * to the largest remainders. All of it is exact decimal arithmetic over sorted names, so neither
 * the order of the sources nor the platform's floating point can move a row.
 */
@NullMarked
package io.gristmill.mix;

import org.jspecify.annotations.NullMarked;
