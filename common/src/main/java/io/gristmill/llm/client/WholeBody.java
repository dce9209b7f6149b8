package io.gristmill.llm.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Collects all bytes of a response. */
final class WholeBody implements BodySink {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);

  @Override
  public void accept(ByteBuffer piece) {
    byte[] copy = new byte[piece.remaining()];
    piece.get(copy);
    bytes.write(copy, 0, copy.length);
  }

  @Override
  public boolean isEnded() {
    return false;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
