/**
 * Quality filtering. Start at {@link io.gristmill.jobs.filter.FilterStage}. Rules that judge one
 * record by itself are in {@code io.gristmill.quality}; the two that compare records are here.
 */
@NullMarked
package io.gristmill.jobs.filter;

import org.jspecify.annotations.NullMarked;
