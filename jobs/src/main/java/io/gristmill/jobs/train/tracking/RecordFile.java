package io.gristmill.jobs.train.tracking;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** An append-only file of TFRecords. */
final class RecordFile implements AutoCloseable {

  private static final int MASK = 0xA282EAD8;
  private static final int ROTATION = 15;

  private final FileChannel channel;

  /** Creates a file, which must not exist yet. */
  RecordFile(Path file) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  void add(byte[] data) throws IOException {
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + data.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedChecksum(record.array(), Long.BYTES));
    record.put(data).putInt(maskedChecksum(data, data.length)).flip();
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  void force() throws IOException {
    channel.force(true);
  }

  /** Masked CRC-32C, since the CRC of data that embeds CRCs is weak. */
  static int maskedChecksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return Integer.rotateRight((int) checksum.getValue(), ROTATION) + MASK;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      force();
    }
  }
}
