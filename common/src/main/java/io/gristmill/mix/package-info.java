/**
 * Computes the number of rows that each source contributes to a mixture, and the split of each row.
 * Start at {@link io.gristmill.mix.MixPlan} and {@link io.gristmill.mix.SplitRatios}. The package
 * uses the names and sizes of sources and the ids of rows, never their content; may use {@code
 * check}, {@code config} and {@code random}.
 *
 * <p>A strategy gives each source a weight; {@link io.gristmill.mix.Quotas} turns weights into
 * integers that add up: every source gets its exact share rounded down, and the remaining rows go
 * to the largest remainders. All of this is exact decimal arithmetic over sorted names, so neither
 * the order of the sources nor the floating point of the platform changes a quota.
 */
@NullMarked
package io.gristmill.mix;

import org.jspecify.annotations.NullMarked;
