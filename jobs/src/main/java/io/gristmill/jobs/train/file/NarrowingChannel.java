package io.gristmill.jobs.train.file;

import io.gristmill.jobs.train.tensor.DType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.WritableByteChannel;

/** A channel that converts F32 elements to 16 bits. Each write must end with a whole element. */
final class NarrowingChannel implements WritableByteChannel {

  private static final int FLOATS = 1 << 16;

  private final WritableByteChannel out;
  private final DType type;
  private final ByteBuffer halves =
      ByteBuffer.allocateDirect(FLOATS * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  NarrowingChannel(WritableByteChannel out, DType type) {
    this.out = out;
    this.type = type;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    FloatBuffer floats = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    while (floats.hasRemaining()) {
      writeHalves(floats);
    }
    bytes.position(bytes.limit());
    return length;
  }

  private void writeHalves(FloatBuffer floats) throws IOException {
    halves.clear();
    while (floats.hasRemaining() && halves.hasRemaining()) {
      float value = floats.get();
      halves.putShort(type == DType.BF16 ? HalfFloats.toBf16(value) : HalfFloats.toF16(value));
    }
    halves.flip();
    while (halves.hasRemaining()) {
      out.write(halves);
    }
  }

  @Override
  public boolean isOpen() {
    return out.isOpen();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
