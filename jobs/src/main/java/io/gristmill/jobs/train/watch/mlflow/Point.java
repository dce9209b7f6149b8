package io.gristmill.jobs.train.watch.mlflow;

/** One value of a metric. */
record Point(String key, double value, long wallMillis, long step) {}
