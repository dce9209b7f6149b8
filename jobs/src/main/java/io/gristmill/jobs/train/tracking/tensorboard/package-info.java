/**
 * TensorBoard's event files: {@link io.gristmill.jobs.train.tracking.tensorboard.TensorBoardLogger}
 * is the entry point. Records are framed as TFRecords (length, masked CRC-32C, data, masked
 * CRC-32C) and hold protocol buffers of TensorFlow's event.proto and summary.proto. The dozen
 * fields in use are encoded by hand, since the libraries with these messages depend on another
 * protobuf version or on all of TensorFlow.
 */
@NullMarked
package io.gristmill.jobs.train.tracking.tensorboard;

import org.jspecify.annotations.NullMarked;
