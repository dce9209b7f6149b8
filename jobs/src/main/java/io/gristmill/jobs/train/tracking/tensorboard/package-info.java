/**
 * TensorBoard's event files: {@link io.gristmill.jobs.train.tracking.tensorboard.TensorBoardLogger}
 * is the entrance. Records are framed as TFRecords (length, masked CRC-32C, data, masked CRC-32C),
 * their data are protocol buffers of TensorFlow's event.proto and summary.proto. Those dozen fields
 * are written by hand: the libraries that have the messages bring a protobuf of their own or all of
 * TensorFlow.
 */
@NullMarked
package io.gristmill.jobs.train.tracking.tensorboard;

import org.jspecify.annotations.NullMarked;
