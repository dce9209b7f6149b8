/**
 * Mixing sources. Start at {@link io.gristmill.jobs.mix.MixStage}; how many rows each source gives
 * is decided in {@code io.gristmill.mix}, which rows these are in {@link
 * io.gristmill.jobs.mix.QuotaSampler}.
 */
@NullMarked
package io.gristmill.jobs.mix;

import org.jspecify.annotations.NullMarked;
