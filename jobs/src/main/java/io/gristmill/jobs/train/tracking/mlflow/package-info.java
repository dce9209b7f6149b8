/**
 * Numbers for an MLflow tracking server: {@link
 * io.gristmill.jobs.train.tracking.mlflow.MlflowLogger} queues them, a thread of its own delivers
 * them. A training neither waits for the server nor fails with it. Six calls of MLflow's REST
 * interface are made with the JDK's client: MLflow's Java client would bring Apache's HTTP client
 * and a protobuf of its own.
 */
@NullMarked
package io.gristmill.jobs.train.tracking.mlflow;

import org.jspecify.annotations.NullMarked;
