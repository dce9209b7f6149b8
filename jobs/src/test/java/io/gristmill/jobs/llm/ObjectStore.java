package io.gristmill.jobs.llm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * A local file system that behaves like an object store: a file is invisible until it is closed.
 */
public final class ObjectStore extends RawLocalFileSystem {

  @Override
  public URI getUri() {
    return URI.create("objects:///");
  }

  @Override
  public void initialize(URI name, Configuration conf) throws IOException {
    super.initialize(URI.create("objects:///"), conf);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return object(path, overwrite);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return object(path, overwrite);
  }

  private FSDataOutputStream object(Path path, boolean overwrite) throws IOException {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream() {
          @Override
          public void close() throws IOException {
            java.nio.file.Path file = java.nio.file.Path.of(path.toUri().getPath());
            java.nio.file.Files.createDirectories(file.getParent());
            java.nio.file.Files.write(
                file,
                toByteArray(),
                java.nio.file.StandardOpenOption.WRITE,
                overwrite
                    ? java.nio.file.StandardOpenOption.CREATE
                    : java.nio.file.StandardOpenOption.CREATE_NEW);
          }
        };
    return new FSDataOutputStream(bytes, null);
  }
}
