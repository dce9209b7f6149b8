/**
 * Tracking of a training: the loop reports metrics and samples to a {@link
 * io.gristmill.jobs.train.tracking.TrainingCallback}; {@link
 * io.gristmill.jobs.train.tracking.MetricLoggers} passes them on to all {@link
 * io.gristmill.jobs.train.tracking.MetricLogger}s.
 *
 * <ul>
 *   <li>{@code MetricsLog} writes {@code metrics.jsonl} and {@code samples.jsonl}, truncates both
 *       to the checkpoint when a training resumes, and replays the remaining entries.
 *   <li>{@code ConsoleLogger} shows the progress.
 *   <li>{@code HtmlReport} writes one self-contained file, including Chart.js (MIT), that can be
 *       sent and opened anywhere.
 *   <li>{@code TensorBoardLogger} writes event files: TFRecords (length, masked CRC-32C, data,
 *       masked CRC-32C) of protocol buffers of TensorFlow's event.proto and summary.proto. The
 *       dozen fields in use are encoded by hand, since the libraries with these messages depend on
 *       another protobuf version or on all of TensorFlow.
 *   <li>{@code MlflowLogger} queues metrics for an MLflow server, a separate thread sends them; a
 *       training neither waits for the server nor fails with it. The six REST calls use the JDK's
 *       HTTP client, since MLflow's Java client depends on Apache's HTTP client and another
 *       protobuf version.
 * </ul>
 */
@NullMarked
package io.gristmill.jobs.train.tracking;

import org.jspecify.annotations.NullMarked;
