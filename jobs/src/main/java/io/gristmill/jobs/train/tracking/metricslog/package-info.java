/**
 * The metrics log: {@link io.gristmill.jobs.train.tracking.metricslog.MetricsLog} writes {@code
 * metrics.jsonl} and {@code samples.jsonl}, truncates both to the checkpoint when a training
 * resumes, and replays the remaining entries.
 */
@NullMarked
package io.gristmill.jobs.train.tracking.metricslog;

import org.jspecify.annotations.NullMarked;
