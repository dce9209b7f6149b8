package io.gristmill.jobs.train.run.folder;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One training's right to its folder: the operating system's lock of a file, which ends with the
 * process however that ends.
 */
final class Lock implements AutoCloseable {

  private static final String FILE = ".lock";

  private final FileChannel channel;

  private Lock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws UserException when another training is at work there
   */
  static Lock take(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (attempt(channel) == null) {
      channel.close();
      throw new UserException(
          ExitCode.TRY_AGAIN,
          folder
              + ": another training is at work there; run the command again when it has ended,"
              + " or choose another --output");
    }
    return new Lock(channel);
  }

  private static @Nullable FileLock attempt(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ofThisProcess) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
