package io.gristmill.jobs.io;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system without child processes. Without its native library Hadoop runs {@code
 * chmod} for every new file and {@code readlink} for every rename: about a hundred processes per
 * job, at some 10 ms of CPU time each.
 */
public final class PlainLocalFiles extends RawLocalFileSystem {

  /** Hadoop settings that select this class as the local file system. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "fs.file.impl", PlainLocalFiles.class.getName(),
          "fs.AbstractFileSystem.file.impl", Context.class.getName());

  private static final String SPARK_PREFIX = "spark.hadoop.";

  /**
   * A Hadoop configuration with this local file system and the {@code spark.hadoop.*} system
   * properties that a launcher has set.
   */
  public static Configuration configuration() {
    Configuration configuration = new Configuration();
    SETTINGS.forEach(configuration::set);
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(SPARK_PREFIX)) {
        configuration.set(name.substring(SPARK_PREFIX.length()), System.getProperty(name));
      }
    }
    return configuration;
  }

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    if (permission.getStickyBit()) {
      super.setPermission(path, permission);
      return;
    }
    try {
      Files.setPosixFilePermissions(
          pathToFile(path).toPath(),
          PosixFilePermissions.fromString(new FsPermission(permission.toShort()).toString()));
    } catch (UnsupportedOperationException elsewhere) { // no POSIX file system
      super.setPermission(path, permission);
    } catch (NoSuchFileException absent) {
      throw (IOException) new java.io.FileNotFoundException(path.toString()).initCause(absent);
    }
  }

  @Override
  public FileStatus getFileLinkStatus(Path path) throws IOException {
    File file = pathToFile(path);
    return Files.isSymbolicLink(file.toPath())
        ? super.getFileLinkStatus(path)
        : getFileStatus(path);
  }

  /** The same for the {@code FileContext} interface of Hadoop, which performs renames. */
  public static final class Context extends DelegateToFileSystem {

    public Context(URI root, Configuration conf) throws IOException, java.net.URISyntaxException {
      super(root, new PlainLocalFiles(), conf, "file", false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1; // no port
    }

    @Override
    public boolean isValidName(String name) {
      return true; // a local name may contain a colon
    }
  }
}
