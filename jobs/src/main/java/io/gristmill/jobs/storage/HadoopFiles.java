package io.gristmill.jobs.storage;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.io.FileSystems;
import io.gristmill.jobs.io.PlainLocalFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.function.IOSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * Small files and renames on any Hadoop file system. A file or folder becomes visible by one
 * rename, or by an exclusive create.
 */
public final class HadoopFiles {

  private final Configuration configuration;

  public HadoopFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  /** Files with the {@link #openConfiguration}. */
  public static HadoopFiles open() {
    return new HadoopFiles(openConfiguration());
  }

  /**
   * The Hadoop configuration of the class path and the launcher, and over it that of the Spark
   * session that this program has open, if any.
   */
  public static Configuration openConfiguration() {
    Configuration configuration = PlainLocalFiles.configuration();
    Option<SparkSession> session = SparkSession.getDefaultSession();
    if (session.isDefined()) {
      session
          .get()
          .sparkContext()
          .hadoopConfiguration()
          .forEach(entry -> configuration.set(entry.getKey(), entry.getValue()));
      PlainLocalFiles.SETTINGS.forEach(configuration::set);
    }
    return configuration;
  }

  Configuration configuration() {
    return configuration;
  }

  /** The absolute path with its scheme. */
  public Path qualify(String path) {
    try {
      Path parsed = new Path(path);
      return call(path, () -> fileSystem(parsed).makeQualified(parsed));
    } catch (IllegalArgumentException noPath) {
      throw new UserException(
          ExitCode.OUTPUT, path + " is not a path: " + noPath.getMessage(), noPath);
    }
  }

  public boolean exists(Path path) {
    return call(path, () -> fileSystem(path).exists(path));
  }

  /** The data files of a table, sorted by name; none when the folder is absent. */
  public List<Path> parts(Path folder) {
    return list(folder).stream()
        .map(FileStatus::getPath)
        .filter(part -> part.getName().startsWith("part-"))
        .toList();
  }

  /** The entries of a folder, sorted by name; none when it is absent. */
  public List<FileStatus> list(Path folder) {
    return call(
        folder,
        () -> {
          try {
            List<FileStatus> found =
                new ArrayList<>(List.of(fileSystem(folder).listStatus(folder)));
            found.sort(Comparator.comparing(status -> status.getPath().getName()));
            return found;
          } catch (FileNotFoundException absent) {
            return List.<FileStatus>of();
          }
        });
  }

  public void makeFolder(Path folder) {
    if (!call(folder, () -> fileSystem(folder).mkdirs(folder))) {
      throw new UserException(
          ExitCode.OUTPUT, folder + " cannot be created; check the permissions of its parent");
    }
  }

  public void delete(Path path) {
    call(path, () -> fileSystem(path).delete(path, true));
  }

  /** Removes a file or folder when the JVM exits. */
  public void deleteAtExit(Path path) {
    call(path, () -> fileSystem(path).deleteOnExit(path));
  }

  /** Moves a file or folder to a path that must not exist; false when it exists. */
  public boolean move(Path from, Path to) {
    return call(
        to,
        () -> {
          fileSystem(to).mkdirs(to.getParent());
          if (fileSystem(to).exists(to)) {
            return false;
          }
          try {
            FileContext.getFileContext(to.toUri(), configuration).rename(from, to);
            return true;
          } catch (FileAlreadyExistsException alreadyExists) {
            return false;
          }
        });
  }

  /** Copies a file or folder, also between file systems, to a path that does not exist. */
  public void copy(Path from, Path to) {
    call(
        to,
        () ->
            FileUtil.copy(fileSystem(from), from, fileSystem(to), to, false, false, configuration));
  }

  /** The text of a file; empty when the file is absent. */
  public Optional<String> read(Path file) {
    return call(
        file,
        () -> {
          try (var in = fileSystem(file).open(file)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          } catch (FileNotFoundException absent) {
            return Optional.<String>empty();
          }
        });
  }

  /**
   * The text of a file, decompressed by its extension ({@code .gz}, {@code .bz2}); empty when the
   * file is absent.
   */
  public Optional<String> readUnpacked(Path file) {
    return call(
        file,
        () -> {
          CompressionCodec codec = new CompressionCodecFactory(configuration).getCodec(file);
          try (InputStream raw = fileSystem(file).open(file);
              InputStream in = codec == null ? raw : codec.createInputStream(raw)) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
          } catch (FileNotFoundException absent) {
            return Optional.<String>empty();
          }
        });
  }

  /** Writes a file and replaces an older one atomically. */
  public void replace(Path file, String text) {
    call(
        file,
        () -> {
          Path temporary = new Path(file.getParent(), "." + file.getName() + "." + unique());
          boolean written = false;
          try {
            write(temporary, text, true);
            replace(temporary, file);
            written = true;
          } finally {
            if (!written) {
              fileSystem(file).delete(temporary, false);
            }
          }
          return file;
        });
  }

  /** Renames a file and replaces the target atomically. */
  void replace(Path from, Path to) {
    call(
        to,
        () -> {
          FileContext.getFileContext(to.toUri(), configuration)
              .rename(from, to, Options.Rename.OVERWRITE);
          return to;
        });
  }

  /** Writes a file in place; readers may see it incomplete. */
  public void overwrite(Path file, String text) {
    call(
        file,
        () -> {
          write(file, text, true);
          return file;
        });
  }

  private void write(Path file, String text, boolean overwrite) throws IOException {
    try (OutputStream out = fileSystem(file).create(file, overwrite)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Creates a file atomically; false when it exists. */
  public boolean createExclusively(Path file, String text) {
    return call(
        file,
        () ->
            "file".equals(fileSystem(file).getUri().getScheme())
                ? linkExclusively(file, text)
                : createWhole(file, text));
  }

  /**
   * Writes a temporary file and links it: readers see the complete text, and the link fails when
   * the target exists.
   */
  private boolean linkExclusively(Path file, String text) throws IOException {
    java.nio.file.Path target = java.nio.file.Path.of(file.toUri().getPath());
    java.nio.file.Path folder = Files.createDirectories(target.getParent());
    java.nio.file.Path temporary = folder.resolve("." + target.getFileName() + "." + unique());
    try {
      Files.writeString(temporary, text);
      Files.createLink(target, temporary);
      return true;
    } catch (java.nio.file.FileAlreadyExistsException alreadyExists) {
      return false;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private boolean createWhole(Path file, String text) throws IOException {
    FileSystem system = fileSystem(file);
    OutputStream created;
    try {
      created = system.create(file, false);
    } catch (FileAlreadyExistsException alreadyExists) {
      return false;
    } catch (IOException e) {
      if (system.exists(file)) {
        return false;
      }
      throw e;
    }
    boolean written = false;
    try (OutputStream out = created) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      written = true;
    } finally {
      if (!written) {
        system.delete(file, false);
      }
    }
    return true;
  }

  /** A random name that no other attempt has. */
  public static String unique() {
    return java.util.UUID.randomUUID().toString();
  }

  FileSystem fileSystem(Path path) throws IOException {
    return FileSystems.of(path, configuration);
  }

  /** Runs file system calls; turns failures that a user can fix into {@link UserException}. */
  static <T> T call(Object where, IOSupplier<T> work) {
    try {
      return work.get();
    } catch (FSError e) { // a failed write of Hadoop's local file system
      throw FullDisk.isReportedBy(e.getMessage())
          ? FullDisk.failureAt(where, e)
          : new UncheckedIOException(where + ": " + e.getMessage(), new IOException(e));
    } catch (org.apache.hadoop.security.AccessControlException
        | java.nio.file.AccessDeniedException e) {
      throw new UserException(
          ExitCode.OUTPUT, where + ": permission denied; check its owner and mode", e);
    } catch (UnsupportedFileSystemException e) {
      throw notSetUp(where, e);
    } catch (RuntimeException e) {
      // Hadoop knows the name of a file system's class, but the jar is not there.
      throw e.getCause() instanceof ClassNotFoundException ? notSetUp(where, e) : e;
    } catch (ParentNotDirectoryException | FileAlreadyExistsException e) {
      throw new UserException(
          ExitCode.OUTPUT, where + " exists and is a file (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      if (FullDisk.isReportedBy(e.getMessage())) {
        throw FullDisk.failureAt(where, e);
      }
      if (String.valueOf(e.getMessage()).contains("Permission denied")) {
        throw new UserException(
            ExitCode.OUTPUT, where + ": permission denied; check its owner and mode", e);
      }
      throw new UncheckedIOException(where + ": " + e.getMessage(), e);
    }
  }

  private static UserException notSetUp(Object where, Exception e) {
    return new UserException(
        ExitCode.OUTPUT,
        where
            + " is on a file system that is not configured ("
            + e.getMessage()
            + "); add its jar to the class path and its settings to Spark",
        e);
  }
}
