package io.gristmill.jobs.novelty;

import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.similarity.rouge.RougeCorpus;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;

/** The texts of a part as a file: for each text its row, its length in UTF-8 and its bytes. */
record TextPart(PartFiles files) implements Serializable {

  Iterator<PartFiles.Part> pack(Iterator<Row> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int size = 0;
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      while (rows.hasNext()) {
        Row row = rows.next();
        byte[] text = row.getString(1).getBytes(StandardCharsets.UTF_8);
        out.writeLong(row.getLong(0));
        out.writeInt(text.length);
        out.write(text);
        size++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (size == 0) {
      return List.<PartFiles.Part>of().iterator();
    }
    int number = TaskContext.getPartitionId();
    String file = files.write(number, bytes.toByteArray());
    return List.of(new PartFiles.Part(number, file, size, bytes.size())).iterator();
  }

  /** Adds the texts of a part to a corpus. */
  void read(PartFiles.Part part, RougeCorpus.Builder corpus) {
    try (DataInputStream in =
        new DataInputStream(new java.io.ByteArrayInputStream(files.read(part.file())))) {
      for (int i = 0; i < part.size(); i++) {
        long row = in.readLong();
        byte[] text = in.readNBytes(in.readInt());
        corpus.add(row, new String(text, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(part.file(), e);
    }
  }
}
