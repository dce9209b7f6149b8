package io.gristmill.jobs.train.tracking;

import java.util.Map;

/** Encodes messages of TensorFlow's {@code event.proto}; the constants are its field numbers. */
final class Events {

  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  private static final int STATUS = 1;
  private static final int START = 1;

  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int TENSOR = 8;
  private static final int METADATA = 9;

  private static final int PLUGIN_DATA = 1;
  private static final int PLUGIN_NAME = 1;

  private static final int DTYPE = 1;
  private static final int DT_STRING = 7;
  private static final int TENSOR_SHAPE = 2;
  private static final int DIM = 2;
  private static final int SIZE = 1;
  private static final int STRING_VAL = 8;

  private Events() {}

  /** The first event of a file. */
  static byte[] version(double seconds) {
    return new ProtoMessage()
        .real(WALL_TIME, seconds)
        .text(FILE_VERSION, "brain.Event:2")
        .toBytes();
  }

  /** Session start: readers discard events of this step and later ones in earlier files. */
  static byte[] start(double seconds, long step) {
    return event(seconds, step)
        .message(SESSION_LOG, new ProtoMessage().varint(STATUS, START))
        .toBytes();
  }

  static byte[] scalars(double seconds, long step, Map<String, Double> values) {
    ProtoMessage summary = new ProtoMessage();
    values.forEach(
        (tag, value) ->
            summary.message(
                VALUE, new ProtoMessage().text(TAG, tag).single(SIMPLE_VALUE, value.floatValue())));
    return event(seconds, step).message(SUMMARY, summary).toBytes();
  }

  /** Markdown for TensorBoard's text dashboard. */
  static byte[] text(double seconds, long step, String tag, String markdown) {
    ProtoMessage plugin = new ProtoMessage().text(PLUGIN_NAME, "text");
    ProtoMessage metadata = new ProtoMessage().message(PLUGIN_DATA, plugin);
    ProtoMessage one = new ProtoMessage().message(DIM, new ProtoMessage().varint(SIZE, 1));
    ProtoMessage tensor =
        new ProtoMessage()
            .varint(DTYPE, DT_STRING)
            .message(TENSOR_SHAPE, one)
            .text(STRING_VAL, markdown);
    ProtoMessage value =
        new ProtoMessage().text(TAG, tag).message(TENSOR, tensor).message(METADATA, metadata);
    return event(seconds, step)
        .message(SUMMARY, new ProtoMessage().message(VALUE, value))
        .toBytes();
  }

  private static ProtoMessage event(double seconds, long step) {
    return new ProtoMessage().real(WALL_TIME, seconds).varint(STEP, step);
  }
}
