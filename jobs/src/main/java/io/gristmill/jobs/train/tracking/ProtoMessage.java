package io.gristmill.jobs.train.tracking;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Encoder of a protocol buffer message. Fields must be added in the order of their numbers, as the
 * official encoders do. Default values are omitted as in proto3, except in members of a oneof.
 */
final class ProtoMessage {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int LOW = 0x7F;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ProtoMessage varint(int field, long value) {
    if (value != 0) {
      tag(field, VARINT);
      varint(value);
    }
    return this;
  }

  ProtoMessage real(int field, double value) {
    long bits = Double.doubleToRawLongBits(value);
    if (bits != 0) {
      tag(field, FIXED64);
      out.writeBytes(little(Long.BYTES).putLong(bits).array());
    }
    return this;
  }

  /** Adds a float that is a member of a oneof; it is written even if 0. */
  ProtoMessage single(int field, float value) {
    tag(field, FIXED32);
    out.writeBytes(little(Float.BYTES).putFloat(value).array());
    return this;
  }

  ProtoMessage text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtoMessage message(int field, ProtoMessage value) {
    return bytes(field, value.toBytes());
  }

  private ProtoMessage bytes(int field, byte[] value) {
    tag(field, BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void tag(int field, int type) {
    varint((long) field << 3 | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~LOW) != 0) {
      out.write((int) (rest & LOW | LOW + 1));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
