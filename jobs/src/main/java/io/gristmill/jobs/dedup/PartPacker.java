package io.gristmill.jobs.dedup;

import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.JoinCost;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.PackedPart;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;

/** Packs the texts of a Spark partition, one file per part. */
record PartPacker(PackedFiles files, NgramRange range, Broadcast<SharedVocabulary> shared)
    implements Serializable {

  static final String PART = "part";

  /**
   * Packs texts into parts.
   *
   * @param rows (part, position, text, zone), sorted
   */
  Iterator<JoinPart> pack(Iterator<Row> rows) {
    GramCounter counter = new GramCounter(range);
    List<JoinPart> parts = new ArrayList<>();
    PackedPart.Packer packer = packer();
    int number = -1;
    long zones = 0;
    while (rows.hasNext()) {
      Row row = rows.next();
      if (row.getInt(0) != number) {
        finish(number, packer, zones, parts);
        packer = packer();
        number = row.getInt(0);
        zones = 0;
      }
      packer.add(row.getLong(1), counter.count(row.getString(2)));
      zones += row.getInt(3);
    }
    finish(number, packer, zones, parts);
    return parts.iterator();
  }

  private PackedPart.Packer packer() {
    return new PackedPart.Packer(shared.value().vocabulary());
  }

  private void finish(int number, PackedPart.Packer packer, long zones, List<JoinPart> parts) {
    if (packer.size() > 0) {
      PackedPart part = packer.pack();
      String file = files.write(number, part);
      parts.add(
          new JoinPart(
              new PartFiles.Part(number, file, part.size(), part.entries()),
              JoinCost.shape(part, shared.value().order(), (int) (zones / part.size()))));
    }
  }
}
