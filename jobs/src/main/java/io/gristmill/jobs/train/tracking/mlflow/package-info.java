/**
 * Metrics for an MLflow tracking server: {@link
 * io.gristmill.jobs.train.tracking.mlflow.MlflowLogger} queues them, a separate thread sends them.
 * A training neither waits for the server nor fails with it. The six REST calls use the JDK's HTTP
 * client, since MLflow's Java client depends on Apache's HTTP client and another protobuf version.
 */
@NullMarked
package io.gristmill.jobs.train.tracking.mlflow;

import org.jspecify.annotations.NullMarked;
