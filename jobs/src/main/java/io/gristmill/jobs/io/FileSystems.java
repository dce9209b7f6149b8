package io.gristmill.jobs.io;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** File systems without Hadoop's own checksums, which go stale when a local file is edited. */
public final class FileSystems {

  private FileSystems() {}

  public static FileSystem of(Path path, Configuration conf) throws IOException {
    FileSystem system = path.getFileSystem(conf);
    return system instanceof LocalFileSystem local ? local.getRawFileSystem() : system;
  }
}
