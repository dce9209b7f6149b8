package io.gristmill.similarity.cosine;

import java.util.Arrays;

/** A growing byte array of unsigned LEB128 integers: seven bits per byte, lowest first. */
final class VarBytes {

  private byte[] bytes = new byte[1 << 10];
  private int size;

  void write(long value) {
    makeRoom(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes a signed integer; small magnitudes take few bytes (zigzag encoding). */
  void writeSigned(long value) {
    write((value << 1) ^ (value >> 63));
  }

  /** Copies the bytes that a reader has consumed since {@code from}. */
  void copy(Reader source, int from) {
    int length = source.at - from;
    makeRoom(length);
    System.arraycopy(source.bytes, from, bytes, size, length);
    size += length;
  }

  private void makeRoom(int more) {
    int needed = Math.addExact(size, more);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(bytes.length * 2L, MAX)));
    }
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  private static final int MAX = Integer.MAX_VALUE - 16;

  /** Reads the integers that {@link VarBytes} wrote. */
  static final class Reader {

    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    int at() {
      return at;
    }

    long read() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = bytes[at++];
        value |= (long) (b & 0x7F) << shift;
        if (b >= 0) {
          return value;
        }
      }
    }

    int readInt() {
      return Math.toIntExact(read());
    }

    long readSigned() {
      long raw = read();
      return (raw >>> 1) ^ -(raw & 1);
    }
  }
}
