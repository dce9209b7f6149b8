package io.gristmill.jobs.train.tracking;

import io.gristmill.jobs.train.file.WriteFailure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file that grows at its end. Every failure is reported with the file's path. */
final class AppendFile implements Closeable {

  private final Path file;
  private final FileChannel channel;

  /** Opens a file, created if missing, and truncates it to a length. */
  AppendFile(Path file, long end) {
    this.file = file;
    try {
      this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(end).position(end);
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  /** Appends bytes, visible to other processes at once. */
  void add(ByteBuffer bytes) {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  /** Forces all bytes to disk. */
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
