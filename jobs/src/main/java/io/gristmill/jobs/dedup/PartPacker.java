package io.gristmill.jobs.dedup;

import io.gristmill.jobs.job.PartFiles;
import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.PackedPart;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** Packs the texts of a partition into one part file. */
record PartPacker(PartFiles files, NgramRange range, Broadcast<SharedVocabulary> shared)
    implements Serializable {

  private static final int HEADER = Integer.BYTES + Long.BYTES;

  Iterator<PartFiles.Part> pack(Iterator<Row> rows) {
    GramCounter counter = new GramCounter(range);
    PackedPart.Packer packer = new PackedPart.Packer(shared.value().vocabulary());
    while (rows.hasNext()) {
      Row row = rows.next();
      packer.add(row.getLong(0), counter.count(row.getString(1)));
    }
    if (packer.size() == 0) {
      return List.<PartFiles.Part>of().iterator();
    }
    int number = TaskContext.getPartitionId();
    PackedPart part = packer.pack();
    return List.of(
            new PartFiles.Part(
                number, files.write(number, encode(part)), part.size(), part.entries()))
        .iterator();
  }

  private static byte[] encode(PackedPart part) {
    return ByteBuffer.allocate(HEADER + part.bytes().length)
        .putInt(part.size())
        .putLong(part.entries())
        .put(part.bytes())
        .array();
  }

  static PackedPart decode(byte[] file) {
    ByteBuffer buffer = ByteBuffer.wrap(file);
    int size = buffer.getInt();
    long entries = buffer.getLong();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return new PackedPart(size, entries, bytes);
  }
}
