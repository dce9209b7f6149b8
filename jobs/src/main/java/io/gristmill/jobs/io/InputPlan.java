package io.gristmill.jobs.io;

import io.gristmill.check.UserException;
import io.gristmill.manifest.InputRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;

/**
 * The files to read, their formats and slices. It is created before the Spark session, so that
 * mistakes in the input as a whole are reported at once.
 *
 * @param config the settings for reading files
 * @param files the files, sorted by full path, which is the order of the table
 * @param slices the slices of the files, in the same order
 * @param positions whether rows keep their existing positions
 */
public record InputPlan(
    InputConfig config, List<InputFile> files, List<FileSlice> slices, Positions positions)
    implements Serializable {

  /** The origin of positions. */
  public enum Positions {
    /** The rank among all records. */
    RANKED,
    /** The existing positions if they are distinct, else the rank. */
    KEPT_IF_SOUND,
    /**
     * The existing positions if they are distinct, else the rank; the input is one finished run
     * directory.
     */
    KEPT
  }

  private static final int HEAD = 1 << 16;
  private static final List<String> TABLE_COLUMNS =
      List.of("id", "position", "instruction", "input", "output", "recipe", "parents", "metadata");

  public InputPlan {
    files = List.copyOf(files);
    slices = List.copyOf(slices);
  }

  /**
   * Lists and inspects the input.
   *
   * @param inputs files, directories (read recursively) and glob patterns, in any order
   * @param conf Hadoop configuration of the file systems
   * @throws UserException if a path is missing, unreadable or empty, or a format is unknown
   */
  public static InputPlan of(List<String> inputs, InputConfig config, Configuration conf) {
    if (inputs.isEmpty()) {
      throw InputErrors.noInput();
    }
    Listing listing = new Listing(conf);
    inputs.forEach(listing::add);
    ContentHash hash = new ContentHash();
    List<InputFile> files = new ArrayList<>();
    for (Map.Entry<String, FileStatus> found : listing.files().entrySet()) {
      boolean inRunDirectory = listing.isInTable(found.getKey());
      String displayPath = InputFile.displayPath(found.getKey());
      files.add(
          InputErrors.attempt(
              displayPath, () -> inspect(found.getValue(), inRunDirectory, config, conf, hash)));
    }
    return new InputPlan(
        config,
        files,
        FileSlice.of(files, config.maxPartitionBytes()),
        positions(listing, files, inputs));
  }

  private static Positions positions(Listing listing, List<InputFile> files, List<String> inputs) {
    if (listing.isOneTable()) {
      return Positions.KEPT;
    }
    boolean one =
        inputs.size() == 1
            && !listing.hasTables()
            && files.stream().anyMatch(InputFile::table)
            && files.stream().allMatch(file -> file.table() || file.length() == 0);
    return one ? Positions.KEPT_IF_SOUND : Positions.RANKED;
  }

  public List<InputRecord> records() {
    return files.stream().map(InputFile::record).toList();
  }

  /** Describes the files, one line each; beyond the maximum, one line counts the rest. */
  public List<String> describe(int maxLines) {
    List<String> lines =
        files.stream().limit(maxLines).map(InputFile::describe).collect(Collectors.toList());
    if (files.size() > maxLines) {
      lines.add(String.format(Locale.ROOT, "and %,d more files", files.size() - maxLines));
    }
    return lines;
  }

  /** A text that changes if the files, their names or the way of reading them change. */
  public String fingerprint() {
    String all =
        files.stream()
            .map(f -> "%s %s %d %s".formatted(f.path(), f.format(), (int) f.delimiter(), f.hash()))
            .collect(Collectors.joining("\n"));
    return positions + " " + ContentHash.of(all);
  }

  private static InputFile inspect(
      FileStatus file,
      boolean inRunDirectory,
      InputConfig config,
      Configuration conf,
      ContentHash hash)
      throws IOException {
    String path = file.getPath().toString();
    String displayPath = InputFile.displayPath(path);
    FileSystem system = FileSystems.of(file.getPath(), conf);
    byte[] start = head(system, file, Compression.NONE);
    Compression compression = Compression.of(start);
    byte[] head = compression == Compression.NONE ? start : head(system, file, compression);
    FormatDetector detector = new FormatDetector(displayPath, head, head.length < HEAD);
    FileFormat format =
        config.format() == FileFormatOption.AUTO
            ? detector.detect()
            : FileFormat.valueOf(config.format().name());
    boolean table =
        format == FileFormat.PARQUET
            ? isTable(schema(displayPath, file.getPath(), compression, conf))
            : (format == FileFormat.JSONL || format == FileFormat.JSON) && detector.isTable();
    return new InputFile(
        path,
        format,
        compression,
        detector.delimiter(config.delimiter(), format),
        file.getLen(),
        hash.of(system, file),
        table || inRunDirectory);
  }

  /** The first decompressed bytes, as far as they can be read. */
  private static byte[] head(FileSystem system, FileStatus file, Compression compression)
      throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    try (FSDataInputStream stored = system.open(file.getPath())) {
      InputStream in = new SliceReader.StoredStream(stored, file.getLen());
      ByteSource source;
      try {
        source = new ByteSource(compression.unpack(in), 0, compression != Compression.NONE);
      } catch (IOException e) {
        return new byte[0]; // reported when the file is read
      }
      for (int b = source.read(); b >= 0; b = head.size() < HEAD ? source.read() : -1) {
        head.write(b);
      }
    }
    return head.toByteArray();
  }

  private static MessageType schema(
      String displayPath, Path path, Compression compression, Configuration conf) {
    if (compression != Compression.NONE) {
      throw InputErrors.notParquet(
          displayPath, "the file is compressed as a whole; decompress it first");
    }
    try {
      return ParquetRecords.schema(path, conf);
    } catch (IOException | RuntimeException e) {
      throw InputErrors.notParquet(displayPath, String.valueOf(e.getMessage()));
    }
  }

  private static boolean isTable(MessageType schema) {
    return TABLE_COLUMNS.stream().allMatch(schema::containsField);
  }
}
