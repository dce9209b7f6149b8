package io.gristmill.jobs.train.tracking;

/** One value of a metric. */
record MetricPoint(String key, double value, long wallMillis, long step) {}
