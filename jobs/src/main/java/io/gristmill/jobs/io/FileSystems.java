package io.gristmill.jobs.io;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Opens file systems without the checksum files of Hadoop, which become stale if a local file is
 * edited.
 */
public final class FileSystems {

  private FileSystems() {}

  public static FileSystem of(Path path, Configuration conf) throws IOException {
    FileSystem system = path.getFileSystem(conf);
    return system instanceof LocalFileSystem local ? local.getRawFileSystem() : system;
  }
}
