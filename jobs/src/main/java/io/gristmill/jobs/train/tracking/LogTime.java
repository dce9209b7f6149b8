package io.gristmill.jobs.train.tracking;

import java.util.OptionalDouble;

/**
 * When something was told: the part of it that differs from run to run.
 *
 * @param wallMillis since 1970
 * @param seconds of training, those before a resume among them
 * @param tokensPerSecond of the updates since the last measures, where it is known
 */
public record LogTime(long wallMillis, double seconds, OptionalDouble tokensPerSecond) {}
