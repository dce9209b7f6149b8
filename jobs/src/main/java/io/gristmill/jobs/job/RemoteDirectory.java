package io.gristmill.jobs.job;

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
 * A folder on any Hadoop file system, for whoever works with local files and knows neither Spark
 * nor Hadoop. Files appear whole. Folders of files appear by one rename where the file system has
 * that; on object stores, and everywhere for {@link #fetch}, a folder is there once its {@code
 * .whole} is, which is written last and names its files with their sizes.
 */
public final class RemoteDirectory {

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):/.*");
  private static final Pattern LOCAL_SCHEME = Pattern.compile("^(?i:file):(//[^/]*)?(?=/)");
  private static final String LOCAL = "file";
  private static final String MANIFEST = ".whole";

  /** File systems that rename a folder in one step. */
  private static final Set<String> RENAMING = Set.of(LOCAL, "hdfs", "viewfs", "webhdfs");

  private final HadoopFiles files;
  private final Path root;

  /** A folder by its path, with a scheme or local; need not be there. */
  public RemoteDirectory(String place) {
    this.files = new HadoopFiles(Sessions.hadoopConfiguration());
    this.root =
        files.qualify(isRemote(place) ? place : LOCAL + ":" + localPath(place).toAbsolutePath());
  }

  /** What lies in a folder: its name, the size of a file, and when it changed last. */
  public record Entry(String name, boolean isDirectory, long bytes, long millis) {}

  /** What {@code .whole} holds: sizes by names. */
  record Manifest(Map<String, Long> files) {}

  /** Whether a path names a file system other than that of local files. */
  public static boolean isRemote(String place) {
    var scheme = SCHEME.matcher(place);
    return scheme.matches() && !scheme.group(1).equalsIgnoreCase(LOCAL);
  }

  /** The local path, given as such or with the scheme {@code file}. */
  public static java.nio.file.Path localPath(String place) {
    return java.nio.file.Path.of(LOCAL_SCHEME.matcher(place).replaceFirst(""));
  }

  /** The right to the folder, against other runs. */
  public RunLock claim(String job, Consumer<String> tell) {
    files.makeFolder(root);
    return RunLock.acquire(files, root, job, tell);
  }

  /** What lies in it or in a folder of it, by name; nothing where that is absent. */
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

  /** The text of a file, or nothing where it is absent. */
  public Optional<String> read(String name) {
    return files.read(path(name));
  }

  /** Opens a file to read it once. */
  public InputStream open(String name) {
    Path file = path(name);
    return HadoopFiles.call(file, () -> files.fileSystem(file).open(file));
  }

  /** What a growing file holds from a place on; nothing where it is shorter or absent. */
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

  /** Replaces a small file in one step. */
  public void write(String name, String text) {
    files.makeFolder(path(name).getParent());
    files.replace(path(name), text);
  }

  /** Replaces a file by a local one in one step. */
  public void copyFromLocal(java.nio.file.Path local, String name) {
    Path target = path(name);
    Path beside = hidden(target, "partial");
    upload(local, beside);
    files.replace(beside, target);
  }

  /** Copies a file to a local place. */
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
    files.delete(new Path(path(name), MANIFEST)); // first: what is left is no folder for anybody
    files.delete(path(name));
  }

  /** Publishes a local folder of files; one of its name is replaced. */
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

  /** Whether a folder is there with all of its files. */
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
   * Copies a whole folder to a local one, which is made.
   *
   * @return false where it is not whole; nothing is copied then
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
