/**
 * What every job shares: {@link io.gristmill.jobs.job.Stage} (examples in, examples and rejects
 * out), the {@code Pipeline} that runs stages in order and skips those whose result is there, the
 * run directory and the {@code Claim} that lets one run at a time into it, the session and the
 * progress display. Knows no stage.
 */
@NullMarked
package io.gristmill.jobs.job;

import org.jspecify.annotations.NullMarked;
