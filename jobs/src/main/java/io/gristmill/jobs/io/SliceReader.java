package io.gristmill.jobs.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** Opens slices. */
public final class SliceReader {

  private SliceReader() {}

  /**
   * The records of a slice.
   *
   * @param linesBefore number of lines before the slice in its file; 0 for a whole file
   * @throws UncheckedIOException if the file system fails
   */
  public static Records open(
      FileSlice slice, InputConfig config, Configuration conf, long linesBefore) {
    try {
      return slice.file().format() == FileFormat.PARQUET
          ? new ParquetRecords(slice.file(), conf)
          : text(slice, config, conf, linesBefore);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + slice.file().displayPath(), e);
    }
  }

  static TextRecords text(FileSlice slice, InputConfig config, Configuration conf, long linesBefore)
      throws IOException {
    InputFile file = slice.file();
    ByteSource source = source(slice, conf);
    SpanBuffer buffer = new SpanBuffer(config.maxRecordBytes(), config.maxRejectBytes());
    RecordSpans spans =
        switch (file.format()) {
          case JSON -> new JsonSpans(source, buffer);
          case CSV, TSV -> new CsvSpans(source, buffer, file.delimiter(), config.quote());
          default -> new LineSpans(source, buffer, slice.start() > 0, end(slice));
        };
    return new TextRecords(spans, file, config.quote(), linesBefore);
  }

  private static long end(FileSlice slice) {
    return slice.file().isSplittable() ? slice.end() : Long.MAX_VALUE;
  }

  private static ByteSource source(FileSlice slice, Configuration conf) throws IOException {
    Path path = new Path(slice.file().path());
    FSDataInputStream stored = FileSystems.of(path, conf).open(path);
    long start = Math.max(0, slice.start() - 1);
    stored.seek(start);
    Compression compression = slice.file().compression();
    if (compression == Compression.NONE) {
      return skipByteOrderMark(new ByteSource(stored, start, false));
    }
    try {
      return skipByteOrderMark(
          new ByteSource(
              compression.unpack(new StoredStream(stored, slice.file().length())), 0, true));
    } catch (IOException e) {
      return ByteSource.unreadable(stored, e);
    }
  }

  private static ByteSource skipByteOrderMark(ByteSource source) {
    if (source.offset() == 0) {
      source.skipByteOrderMark();
    }
    return source;
  }

  /**
   * Distinguishes failures of the file system (unchecked) from those of the decompression that
   * reads from it. It also counts the remaining bytes, since decoders use that number to find the
   * next compressed member.
   */
  static final class StoredStream extends FilterInputStream {

    private long left;

    StoredStream(InputStream in, long length) {
      super(in);
      left = length;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, Math.max(0, left));
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) {
      try {
        int count = in.read(bytes, from, length);
        left -= Math.max(0, count);
        return count;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
