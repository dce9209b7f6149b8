package io.gristmill.jobs.storage;

import io.gristmill.jobs.io.FileSystems;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Rewrites Parquet footers so that files with equal rows are equal byte by byte. The Parquet writer
 * lists the encodings of a column chunk in the order of a hash set of enum constants, which differs
 * between JVMs; here they are sorted by number. Nothing else changes.
 */
final class ParquetFooters implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int TAIL = Integer.BYTES + 4;
  private static final int BUFFER = 1 << 16;

  private final String folder;
  private final SerializableConfiguration configuration;

  private ParquetFooters(String folder, SerializableConfiguration configuration) {
    this.folder = folder;
    this.configuration = configuration;
  }

  /**
   * Copies files, one task per file.
   *
   * @param folder where to write the copies; only the returned ones are complete
   * @return the copies in the order of the files
   */
  static List<Path> ordered(SparkSession spark, List<Path> parts, Path folder) {
    ParquetFooters footers =
        new ParquetFooters(
            folder.toString(),
            new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
    Function<String, String> copy = footers::copy;
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(parts.stream().map(Path::toString).toList(), parts.size())
        .map(copy)
        .collect() // one path per file
        .stream()
        .map(Path::new)
        .toList();
  }

  private String copy(String part) {
    Path from = new Path(part);
    Path to = new Path(folder, HadoopFiles.unique() + ".parquet");
    try {
      FileSystem files = FileSystems.of(from, configuration.value());
      long length = files.getFileStatus(from).getLen();
      try (FSDataInputStream in = files.open(from);
          OutputStream out = files.create(to, false)) {
        copy(in, length, out);
      }
      return to.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(part + ": " + e.getMessage(), e);
    }
  }

  private static void copy(FSDataInputStream in, long length, OutputStream out) throws IOException {
    byte[] tail = new byte[TAIL];
    in.readFully(length - TAIL, tail);
    if (!Arrays.equals(tail, Integer.BYTES, TAIL, MAGIC, 0, MAGIC.length)) {
      copyBytes(in, length, out); // an encrypted footer is copied as it is
      return;
    }
    byte[] footer = new byte[ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt()];
    in.readFully(length - TAIL - footer.length, footer);
    byte[] ordered = ordered(footer);
    copyBytes(in, length - TAIL - footer.length, out);
    out.write(ordered);
    out.write(
        ByteBuffer.allocate(Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(ordered.length)
            .array());
    out.write(MAGIC);
  }

  private static byte[] ordered(byte[] footer) throws IOException {
    FileMetaData file = Util.readFileMetaData(new ByteArrayInputStream(footer));
    for (RowGroup group : file.getRow_groups()) {
      for (ColumnChunk chunk : group.getColumns()) {
        if (chunk.isSetMeta_data()) {
          chunk.getMeta_data().getEncodings().sort(Comparator.comparingInt(Encoding::getValue));
        }
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Util.writeFileMetaData(file, bytes);
    return bytes.toByteArray();
  }

  private static void copyBytes(FSDataInputStream in, long count, OutputStream out)
      throws IOException {
    byte[] buffer = new byte[BUFFER];
    in.seek(0);
    for (long remaining = count; remaining > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(buffer.length, remaining));
      if (read < 0) {
        throw new EOFException(remaining + " bytes are missing");
      }
      out.write(buffer, 0, read);
      remaining -= read;
    }
  }
}
