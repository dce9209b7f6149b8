package io.gristmill.jobs.testing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** A file system {@code small://} over local files that accepts a limited number of bytes. */
public final class LimitedDisk extends RawLocalFileSystem {

  private static final AtomicLong LEFT = new AtomicLong();
  private static final AtomicLong WRITTEN = new AtomicLong();

  /** Registers the file system for all runs of this JVM, with this much free space. */
  public static void mount(long bytes) {
    System.setProperty("spark.hadoop.fs.small.impl", LimitedDisk.class.getName());
    System.setProperty("spark.hadoop.fs.AbstractFileSystem.small.impl", Context.class.getName());
    LEFT.set(bytes);
    WRITTEN.set(0);
  }

  public static void unmount() {
    System.clearProperty("spark.hadoop.fs.small.impl");
    System.clearProperty("spark.hadoop.fs.AbstractFileSystem.small.impl");
  }

  /** The number of bytes written since it was mounted. */
  public static long written() {
    return WRITTEN.get();
  }

  /** Does nothing: Hadoop starts a child process for it, and no test needs it. */
  @Override
  public void setPermission(Path file, FsPermission permission) {}

  @Override
  public URI getUri() {
    return URI.create("small:///");
  }

  @Override
  public String getScheme() {
    return "small";
  }

  @Override
  public FSDataOutputStream create(
      Path f, boolean overwrite, int buffer, short replication, long block, Progressable progress)
      throws IOException {
    return limited(super.create(f, overwrite, buffer, replication, block, progress));
  }

  @Override
  public FSDataOutputStream create(
      Path f,
      FsPermission permission,
      boolean overwrite,
      int buffer,
      short replication,
      long block,
      Progressable progress)
      throws IOException {
    return limited(super.create(f, permission, overwrite, buffer, replication, block, progress));
  }

  private static FSDataOutputStream limited(FSDataOutputStream out) throws IOException {
    return out.getWrappedStream() instanceof Limited
        ? out
        : new FSDataOutputStream(new Limited(out), null);
  }

  private static final class Limited extends FilterOutputStream {

    Limited(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (LEFT.addAndGet(-length) < 0) {
        LEFT.set(0);
        throw new IOException("No space left on device");
      }
      WRITTEN.addAndGet(length);
      out.write(bytes, from, length);
    }
  }

  /** The same file system for {@code FileContext}. */
  public static final class Context extends DelegateToFileSystem {

    public Context(URI uri, Configuration conf) throws IOException, URISyntaxException {
      super(uri, new LimitedDisk(), conf, "small", false);
    }
  }
}
