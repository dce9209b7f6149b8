package io.gristmill.jobs.dedup;

import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.similarity.cosine.PackedPart;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;

/** Reads and writes packed parts as files. */
record PackedFiles(PartFiles files) implements Serializable {

  private static final int HEADER = Integer.BYTES + Long.BYTES;

  String write(int number, PackedPart part) {
    return files.write(
        number,
        ByteBuffer.allocate(HEADER + part.bytes().length)
            .putInt(part.size())
            .putLong(part.entries())
            .put(part.bytes())
            .array());
  }

  PackedPart read(String file) {
    ByteBuffer buffer = ByteBuffer.wrap(files.read(file));
    int size = buffer.getInt();
    long entries = buffer.getLong();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return new PackedPart(size, entries, bytes);
  }

  /** Reads the texts of several files, one after the other. */
  PackedPart read(List<String> paths) {
    return PackedPart.concat(paths.stream().map(this::read).toList());
  }
}
