/**
 * The text that people read about a run: {@link io.gristmill.summary.RunSummary} at its end, {@link
 * io.gristmill.summary.StageLine} after each stage. All numbers come from {@code run.json}. Depends
 * on {@code manifest}.
 */
@NullMarked
package io.gristmill.summary;

import org.jspecify.annotations.NullMarked;
