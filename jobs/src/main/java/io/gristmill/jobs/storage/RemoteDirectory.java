package io.gristmill.jobs.storage;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.manifest.JsonDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A directory on any Hadoop file system, for code that works with local files and depends on
 * neither Spark nor Hadoop. Files appear atomically. Directories of files appear by one rename if
 * the file system supports that; on object stores, and everywhere for {@link #fetch}, a directory
 * exists once its {@code .whole} does, which is written last and lists its files with their sizes.
 */
public final class RemoteDirectory {

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*");
  private static final Pattern LOCAL_SCHEME = Pattern.compile("^(?i:file):(//[^/]*)?(?=/)");
  private static final String LOCAL = "file";
  private static final String MANIFEST = ".whole";

  /** File systems that rename directories atomically. */
  private static final Set<String> RENAMING = Set.of(LOCAL, "hdfs", "viewfs", "webhdfs");

  private final HadoopFiles files;
  private final Path root;

  /**
   * Opens a directory, which need not exist.
   *
   * @param place path with a scheme, or a local path
   */
  public RemoteDirectory(String place) {
    this.files = HadoopFiles.open();
    this.root =
        files.qualify(isRemote(place) ? place : LOCAL + ":" + localPath(place).toAbsolutePath());
  }

  /**
   * An entry of a directory; {@code bytes} is the size of a file, {@code millis} the modification
   * time.
   */
  public record Entry(String name, boolean isDirectory, long bytes, long millis) {}

  /** Content of {@code .whole}: file sizes by name. */
  record Manifest(Map<String, Long> files) {}

  /** Whether a path is on another file system than the local one. */
  public static boolean isRemote(String place) {
    var scheme = SCHEME.matcher(place);
    return scheme.matches() && !scheme.group(1).equalsIgnoreCase(LOCAL);
  }

  /** The local path, given with or without the scheme {@code file}. */
  public static java.nio.file.Path localPath(String place) {
    return java.nio.file.Path.of(LOCAL_SCHEME.matcher(place).replaceFirst(""));
  }

  /** Acquires the run lock, which keeps other runs out of this directory. */
  public RunLock acquireLock(String job, Consumer<String> log) {
    files.makeFolder(root);
    return RunLock.acquire(files, root, job, log);
  }

  /** Entries of this directory or of a subdirectory, by name; empty if it is absent. */
  public List<Entry> list(String folder) {
    return files.list(path(folder)).stream().map(RemoteDirectory::entry).toList();
  }

  private static Entry entry(FileStatus status) {
    return new Entry(
        status.getPath().getName(),
        status.isDirectory(),
        status.getLen(),
        status.getModificationTime());
  }

  public boolean exists(String name) {
    return files.exists(path(name));
  }

  /** The text of a file; empty if it is absent. */
  public Optional<String> read(String name) {
    return files.read(path(name));
  }

  public InputStream open(String name) {
    Path file = path(name);
    return HadoopFiles.call(file, () -> files.fileSystem(file).open(file));
  }

  /** Reads a growing file from an offset; empty if the file is shorter or absent. */
  public byte[] readFrom(String name, long from) {
    Path file = path(name);
    return HadoopFiles.call(
        file,
        () -> {
          try (FSDataInputStream in = files.fileSystem(file).open(file)) {
            in.seek(from);
            return in.readAllBytes();
          } catch (java.io.FileNotFoundException | java.io.EOFException none) {
            return new byte[0];
          }
        });
  }

  /** Replaces a small file atomically. */
  public void write(String name, String text) {
    files.makeFolder(path(name).getParent());
    files.replace(path(name), text);
  }

  /** Replaces a file by a local one, atomically. */
  public void copyFromLocal(java.nio.file.Path local, String name) {
    Path target = path(name);
    Path temporary = hidden(target, "partial");
    upload(local, temporary);
    files.replace(temporary, target);
  }

  public void copyToLocal(String name, java.nio.file.Path local) {
    Path file = path(name);
    HadoopFiles.call(
        file,
        () -> {
          try (InputStream in = files.fileSystem(file).open(file)) {
            return Files.copy(in, local);
          }
        });
  }

  public void remove(String name) {
    files.delete(
        new Path(path(name), MANIFEST)); // first, so that the rest no longer counts as a directory
    files.delete(path(name));
  }

  /** Publishes a local directory of files; replaces an existing one. */
  public void publish(java.nio.file.Path local, String name) {
    Path target = path(name);
    boolean renaming = RENAMING.contains(String.valueOf(target.toUri().getScheme()));
    Path place = renaming ? hidden(target, "partial") : target;
    files.delete(new Path(place, MANIFEST));
    files.delete(place);
    Map<String, Long> sizes = new TreeMap<>();
    for (java.nio.file.Path file : regularFiles(local)) {
      String each = file.getFileName().toString();
      sizes.put(each, upload(file, new Path(place, each)));
    }
    files.overwrite(new Path(place, MANIFEST), JsonDocument.write(new Manifest(sizes)));
    if (renaming) {
      remove(name);
      files.move(place, target);
    }
  }

  /** Whether a directory exists with all of its files. */
  public boolean isComplete(String name) {
    return readManifest(name).isPresent();
  }

  private Optional<Manifest> readManifest(String name) {
    Optional<String> text = files.read(new Path(path(name), MANIFEST));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Long> found = new TreeMap<>();
    list(name).forEach(entry -> found.put(entry.name(), entry.bytes()));
    try {
      return Optional.of(JsonDocument.read(text.get(), Manifest.class))
          .filter(whole -> found.entrySet().containsAll(whole.files().entrySet()));
    } catch (IllegalArgumentException | NullPointerException torn) {
      return Optional.empty();
    }
  }

  /**
   * Copies a complete directory to a local one, which is created.
   *
   * @return false if it is not complete; nothing is copied then
   */
  public boolean fetch(String name, java.nio.file.Path local) throws IOException {
    Optional<Manifest> whole = readManifest(name);
    if (whole.isPresent()) {
      Files.createDirectories(local);
      for (String file : whole.get().files().keySet()) {
        copyToLocal(name + "/" + file, local.resolve(file));
      }
    }
    return whole.isPresent();
  }

  private long upload(java.nio.file.Path local, Path target) {
    return HadoopFiles.call(
        target,
        () -> {
          FileSystem system = files.fileSystem(target);
          try (OutputStream out = system.create(target, true)) {
            return Files.copy(local, out);
          }
        });
  }

  private static List<java.nio.file.Path> regularFiles(java.nio.file.Path folder) {
    try (var all = Files.list(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UserException(ExitCode.OUTPUT, folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Path path(String name) {
    return name.isEmpty() ? root : new Path(root, name);
  }

  private static Path hidden(Path path, String why) {
    return new Path(path.getParent(), "." + path.getName() + "." + why);
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
