package io.gristmill.jobs.io;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Resolves paths, directories and glob patterns to files. In a Gristmill run directory, which
 * contains {@code rows/}, only that subdirectory is read.
 */
final class Listing {

  private static final String ROWS = "rows";
  private static final String RUN = "run.json";
  private static final Pattern DOCUMENT =
      Pattern.compile("(?i)(readme|licen[cs]e|notice)(\\.(txt|rst|html))?|.*\\.md|.*\\.crc");
  private static final String DELTA_LOG = "_delta_log";

  private final Configuration conf;
  private final TreeMap<String, FileStatus> files = new TreeMap<>();
  private final TreeSet<String> tables = new TreeSet<>();
  private final TreeSet<String> inTables = new TreeSet<>();

  Listing(Configuration conf) {
    this.conf = conf;
  }

  SortedMap<String, FileStatus> files() {
    return files;
  }

  /** Whether all files belong to one finished run directory. */
  boolean isOneTable() {
    return tables.size() == 1 && inTables.equals(files.keySet());
  }

  boolean hasTables() {
    return !tables.isEmpty();
  }

  boolean isInTable(String path) {
    return inTables.contains(path);
  }

  /** Adds the files of an input, of which there must be at least one. */
  void add(String input) {
    List<FileStatus> found = InputErrors.attempt(input, () -> resolve(input));
    if (found.isEmpty()) {
      throw InputErrors.missing(input);
    }
    int count = 0;
    for (FileStatus status : found) {
      count += InputErrors.attempt(displayPath(status), () -> collect(status, false));
    }
    if (count == 0) {
      throw InputErrors.noFiles(input);
    }
  }

  /**
   * Resolves a literal path, else a glob pattern. A path without scheme may be local even if the
   * default file system is not.
   */
  private List<FileStatus> resolve(String input) throws IOException {
    File local = new File(input);
    boolean defaultIsLocal = FileSystem.getDefaultUri(conf).getScheme().equals("file");
    if (defaultIsLocal && local.exists()) {
      return List.of(status(new Path(local.toURI())));
    }
    Path path = new Path(input);
    FileSystem system = FileSystems.of(path, conf);
    if (system.exists(path)) {
      return List.of(system.getFileStatus(path));
    }
    if (local.exists()) {
      return List.of(status(new Path(local.toURI())));
    }
    FileStatus[] matches = system.globStatus(path);
    return matches == null ? List.of() : Arrays.stream(matches).filter(s -> isVisible(s)).toList();
  }

  private FileStatus status(Path path) throws IOException {
    return FileSystems.of(path, conf).getFileStatus(path);
  }

  /** Adds a file or all files below a directory; returns their number. */
  private int collect(FileStatus status, boolean inTable) throws IOException {
    if (!status.isDirectory()) {
      String path = status.getPath().toString();
      files.put(path, status);
      if (inTable) {
        inTables.add(path);
      }
      return 1;
    }
    List<FileStatus> children = children(status);
    if (has(children, DELTA_LOG)) {
      throw InputErrors.delta(displayPath(status));
    }
    boolean isRunDirectory = children.stream().anyMatch(c -> c.isDirectory() && hasName(c, ROWS));
    boolean finished = isRunDirectory && has(children, RUN);
    if (finished) {
      tables.add(status.getPath().toString());
    }
    int count = 0;
    for (FileStatus child : children) {
      if (isRunDirectory ? hasName(child, ROWS) : isVisible(child) && !isDocument(child)) {
        count += InputErrors.attempt(displayPath(child), () -> collect(child, inTable || finished));
      }
    }
    return count;
  }

  private List<FileStatus> children(FileStatus directory) throws IOException {
    FileSystem system = FileSystems.of(directory.getPath(), conf);
    List<FileStatus> children =
        new ArrayList<>(Arrays.asList(system.listStatus(directory.getPath())));
    children.sort(Comparator.comparing(child -> child.getPath().toString()));
    return children;
  }

  private static boolean has(List<FileStatus> children, String name) {
    return children.stream().anyMatch(child -> hasName(child, name));
  }

  private static boolean hasName(FileStatus status, String name) {
    return status.getPath().getName().equals(name);
  }

  private static boolean isVisible(FileStatus status) {
    String name = status.getPath().getName();
    return !name.startsWith("_") && !name.startsWith(".");
  }

  /** Whether a file is documentation next to data; it is read only if it is an input itself. */
  private static boolean isDocument(FileStatus status) {
    return !status.isDirectory() && DOCUMENT.matcher(status.getPath().getName()).matches();
  }

  private static String displayPath(FileStatus status) {
    return InputFile.displayPath(status.getPath().toString());
  }
}
