package io.gristmill.jobs.train.tracking;

import java.util.OptionalDouble;

/**
 * The time of a log entry: its only part that differs from run to run.
 *
 * @param wallMillis milliseconds since 1970
 * @param seconds seconds of training, including those before a resume
 * @param tokensPerSecond throughput since the last entry, if known
 */
record LogTime(long wallMillis, double seconds, OptionalDouble tokensPerSecond) {}
