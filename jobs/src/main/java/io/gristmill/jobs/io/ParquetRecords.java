package io.gristmill.jobs.io;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ParquetDecodingException;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The rows of a Parquet file in file order, as JSON values. */
final class ParquetRecords implements Records {

  private static final byte[] NO_TEXT = {};

  private final ParquetReader<Group> reader;
  private final long total;
  private long row;
  private @Nullable Group ahead;
  private @Nullable ReadError damage;

  ParquetRecords(InputFile file, Configuration conf) throws IOException {
    this.total = rows(file, conf);
    this.reader =
        ParquetReader.builder(new GroupReadSupport(), new Path(file.path())).withConf(conf).build();
    advance();
  }

  static long rows(InputFile file, Configuration conf) throws IOException {
    try (ParquetFileReader footer = open(new Path(file.path()), conf)) {
      return footer.getRecordCount();
    }
  }

  static MessageType schema(Path path, Configuration conf) throws IOException {
    try (ParquetFileReader footer = open(path, conf)) {
      return footer.getFileMetaData().getSchema();
    }
  }

  private static ParquetFileReader open(Path path, Configuration conf) throws IOException {
    return ParquetFileReader.open(HadoopInputFile.fromPath(path, conf));
  }

  /** Reads the next row. A corrupt page ends the file, and the rest becomes one failed record. */
  private void advance() {
    row++;
    try {
      ahead = row <= total ? reader.read() : null;
    } catch (ParquetDecodingException | IOException e) {
      ahead = null;
      damage =
          new ReadError(
              ReadError.CORRUPT_FILE,
              "the rows from this one to %d cannot be read: %s".formatted(total, e.getMessage()));
    }
  }

  @Override
  public boolean hasNext() {
    return ahead != null || damage != null;
  }

  @Override
  public SourceRecord next() {
    String place = "row " + row;
    ReadError error = damage;
    Group group = ahead;
    if (error != null) {
      damage = null;
      return SourceRecord.failed(place, error, NO_TEXT);
    }
    if (group == null) {
      throw new NoSuchElementException();
    }
    SourceRecord record = record(place, group);
    advance();
    return record;
  }

  private static SourceRecord record(String place, Group group) {
    ParquetValues values = new ParquetValues();
    ObjectNode node = values.object(group);
    ReadError error = values.error();
    return error == null
        ? SourceRecord.of(place, node, NO_TEXT)
        : SourceRecord.failed(
            place, error, node.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
