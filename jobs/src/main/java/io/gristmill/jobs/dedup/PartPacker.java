package io.gristmill.jobs.dedup;

import io.gristmill.jobs.job.PartFiles;
import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.PackedPart;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** Packs the texts of a partition into a file a part. */
record PartPacker(PackedFiles files, NgramRange range, Broadcast<SharedVocabulary> shared)
    implements Serializable {

  static final String PART = "part";

  /**
   * Packs.
   *
   * @param rows (part, position, text) in order
   */
  Iterator<PartFiles.Part> pack(Iterator<Row> rows) {
    GramCounter counter = new GramCounter(range);
    List<PartFiles.Part> parts = new ArrayList<>();
    PackedPart.Packer packer = packer();
    int number = -1;
    while (rows.hasNext()) {
      Row row = rows.next();
      if (row.getInt(0) != number) {
        finish(number, packer, parts);
        packer = packer();
        number = row.getInt(0);
      }
      packer.add(row.getLong(1), counter.count(row.getString(2)));
    }
    finish(number, packer, parts);
    return parts.iterator();
  }

  private PackedPart.Packer packer() {
    return new PackedPart.Packer(shared.value().vocabulary());
  }

  private void finish(int number, PackedPart.Packer packer, List<PartFiles.Part> parts) {
    if (packer.size() > 0) {
      PackedPart part = packer.pack();
      String file = files.write(number, part);
      parts.add(new PartFiles.Part(number, file, part.size(), part.entries()));
    }
  }
}
