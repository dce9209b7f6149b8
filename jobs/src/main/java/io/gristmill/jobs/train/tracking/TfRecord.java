package io.gristmill.jobs.train.tracking;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** TFRecords: length, masked checksum, data, masked checksum. */
final class TfRecord {

  private static final int MASK = 0xA282EAD8;
  private static final int ROTATION = 15;

  private TfRecord() {}

  static ByteBuffer of(byte[] data) {
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + 2 * Integer.BYTES + data.length)
            .order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(data.length);
    record.putInt(maskedChecksum(record.array(), Long.BYTES));
    return record.put(data).putInt(maskedChecksum(data, data.length)).flip();
  }

  /** Masked CRC-32C, since the CRC of data that embeds CRCs is weak. */
  static int maskedChecksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return Integer.rotateRight((int) checksum.getValue(), ROTATION) + MASK;
  }
}
