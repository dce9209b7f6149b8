/**
 * What a training told, as JSON lines that outlive it: {@link
 * io.gristmill.jobs.train.tracking.metricslog.MetricsLog} writes {@code metrics.jsonl} and {@code
 * samples.jsonl}, cuts both back where a training goes on from a checkpoint, and tells what is
 * left.
 */
@NullMarked
package io.gristmill.jobs.train.tracking.metricslog;

import org.jspecify.annotations.NullMarked;
