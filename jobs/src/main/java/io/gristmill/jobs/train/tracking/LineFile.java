package io.gristmill.jobs.train.tracking;

import io.gristmill.jobs.train.file.WriteFailure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An append-only file of lines. A last line without a line break is incomplete and ignored. */
final class LineFile implements Closeable {

  private final Path file;
  private final FileChannel channel;

  private LineFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens a file, truncated before the first line that the predicate rejects.
   *
   * @param accept tests the lines in order, until it returns false
   */
  static LineFile open(Path file, Predicate<String> accept) {
    try {
      long end = Files.exists(file) ? end(file, accept) : 0;
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(end);
      channel.position(end);
      return new LineFile(file, channel);
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  private static long end(Path file, Predicate<String> accept) throws IOException {
    long end = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      byte[] line = readLine(in);
      while (line != null && accept.test(new String(line, StandardCharsets.UTF_8))) {
        end += line.length + 1L;
        line = readLine(in);
      }
    }
    return end;
  }

  /** The next line without its line break; null if there is no further line break. */
  private static byte @Nullable [] readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toByteArray();
      }
      line.write(b);
    }
    return null;
  }

  /** Appends a line, visible to other processes at once. */
  void add(String line) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  /** Forces all lines to disk. */
  void force() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  @Override
  public void close() {
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }
}
