package io.gristmill.jobs.job;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.io.FileSystems;
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

/**
 * Small files and renames on any Hadoop file system. Everything that becomes visible does so by one
 * rename, or by a create that fails when somebody else was first.
 */
public final class HadoopFiles {

  private final Configuration configuration;

  public HadoopFiles(Configuration configuration) {
    this.configuration = configuration;
  }

  /** The absolute form of a path as users give it, with its scheme. */
  public Path qualify(String path) {
    try {
      Path given = new Path(path);
      return call(path, () -> fileSystem(given).makeQualified(given));
    } catch (IllegalArgumentException noPath) {
      throw new UserException(
          ExitCode.OUTPUT, path + " is not a path: " + noPath.getMessage(), noPath);
    }
  }

  public boolean exists(Path path) {
    return call(path, () -> fileSystem(path).exists(path));
  }

  public boolean isEmptyOrAbsent(Path folder) {
    return list(folder).isEmpty();
  }

  /** What lies in a folder, sorted by name; nothing when it is absent. */
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

  /** Removes a file or folder when the program ends. */
  public void deleteAtExit(Path path) {
    call(path, () -> fileSystem(path).deleteOnExit(path));
  }

  /** Moves a file or folder to a place that must be free; false when somebody else has taken it. */
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
          } catch (FileAlreadyExistsException taken) {
            return false;
          }
        });
  }

  /** Copies a file or folder, of whatever file system, to a place that is free. */
  public void copy(Path from, Path to) {
    call(
        to,
        () ->
            FileUtil.copy(fileSystem(from), from, fileSystem(to), to, false, false, configuration));
  }

  /** The text of a file, or nothing when it is absent. */
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

  /** The same, unpacked where the file's ending names a compression ({@code .gz}, {@code .bz2}). */
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

  /** Writes a whole file, replacing an older one in a single step. */
  public void replace(Path file, String text) {
    call(
        file,
        () -> {
          Path beside = new Path(file.getParent(), "." + file.getName() + "." + unique());
          boolean written = false;
          try {
            write(beside, text, true);
            replace(beside, file);
            written = true;
          } finally {
            if (!written) {
              fileSystem(file).delete(beside, false);
            }
          }
          return file;
        });
  }

  /** Gives a file the name of another one, which goes in the same step. */
  void replace(Path from, Path to) {
    call(
        to,
        () -> {
          FileContext.getFileContext(to.toUri(), configuration)
              .rename(from, to, Options.Rename.OVERWRITE);
          return to;
        });
  }

  /** Writes a file in place, for what nobody minds to read half-written. */
  void overwrite(Path file, String text) {
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

  /** Writes a whole file only when nobody has yet; false when somebody was first. */
  public boolean createExclusively(Path file, String text) {
    return call(
        file,
        () ->
            "file".equals(fileSystem(file).getUri().getScheme())
                ? linkExclusively(file, text)
                : createWhole(file, text));
  }

  /** A hard link to a whole file: visible with all its text, and refused where a file is. */
  private boolean linkExclusively(Path file, String text) throws IOException {
    java.nio.file.Path target = java.nio.file.Path.of(file.toUri().getPath());
    java.nio.file.Path folder = Files.createDirectories(target.getParent());
    java.nio.file.Path beside = folder.resolve("." + target.getFileName() + "." + unique());
    try {
      Files.writeString(beside, text);
      Files.createLink(target, beside);
      return true;
    } catch (java.nio.file.FileAlreadyExistsException taken) {
      return false;
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private boolean createWhole(Path file, String text) throws IOException {
    FileSystem system = fileSystem(file);
    OutputStream created;
    try {
      created = system.create(file, false);
    } catch (FileAlreadyExistsException taken) {
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

  /** A name no other attempt has. */
  public static String unique() {
    return java.util.UUID.randomUUID().toString();
  }

  FileSystem fileSystem(Path path) throws IOException {
    return FileSystems.of(path, configuration);
  }

  /** Work on files. */
  interface IoCall<T> {
    T run() throws IOException;
  }

  /** Does work on files; failures that a user can mend are told as such. */
  static <T> T call(Object where, IoCall<T> work) {
    try {
      return work.run();
    } catch (FSError e) { // how Hadoop's local file system tells a failure to write
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
          ExitCode.OUTPUT, where + ": a file is in the way (" + e.getMessage() + ")", e);
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
            + " is on a file system that is not set up here ("
            + e.getMessage()
            + "); add its jar and settings",
        e);
  }
}
