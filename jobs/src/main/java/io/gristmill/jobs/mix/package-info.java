/**
 * Mixes sources. Start at {@link io.gristmill.jobs.mix.MixStage}; {@code io.gristmill.mix} decides
 * how many rows each source contributes, {@link io.gristmill.jobs.mix.QuotaSampler} which ones.
 */
@NullMarked
package io.gristmill.jobs.mix;

import org.jspecify.annotations.NullMarked;
