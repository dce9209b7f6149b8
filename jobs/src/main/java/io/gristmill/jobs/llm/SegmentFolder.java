package io.gristmill.jobs.llm;

import io.gristmill.jobs.io.FileSystems;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Directory of a response store on any Hadoop file system. */
final class SegmentFolder {

  /** Subdirectory for damaged bytes. */
  static final String QUARANTINE = "quarantine";

  private final Path folder;
  private final FileSystem system;

  SegmentFolder(String folder, Configuration configuration) throws IOException {
    this.folder = new Path(folder);
    this.system = FileSystems.of(this.folder, configuration);
  }

  /** Lists segments by name with the lengths reported by the file system. */
  SortedMap<SegmentName, Long> list() throws IOException {
    SortedMap<SegmentName, Long> found = new TreeMap<>();
    try {
      for (FileStatus status : system.listStatus(folder)) {
        Optional<SegmentName> name = SegmentName.parse(status.getPath().getName());
        if (name.isPresent() && status.isFile()) {
          found.put(name.get(), status.getLen());
        }
      }
    } catch (FileNotFoundException absent) {
      return found;
    }
    return found;
  }

  void createIfAbsent() throws IOException {
    if (!system.mkdirs(folder)) {
      throw new IOException(folder + " cannot be created");
    }
  }

  Path path(SegmentName name) {
    return new Path(folder, name.toString());
  }

  FSDataInputStream open(SegmentName name) throws IOException {
    return system.open(path(name));
  }

  FSDataOutputStream create(SegmentName name) throws IOException {
    return system.create(path(name), false);
  }

  void delete(SegmentName name) throws IOException {
    system.delete(path(name), false);
  }

  /** Creates a temporary file that {@link #publishTemporary} turns into a segment. */
  FSDataOutputStream createTemporary(SegmentName name) throws IOException {
    return system.create(temporary(name), true);
  }

  /** Renames a temporary file to its segment, replacing one left by a killed process. */
  void publishTemporary(SegmentName name) throws IOException {
    system.delete(path(name), false);
    if (!system.rename(temporary(name), path(name))) {
      throw new IOException(temporary(name) + " cannot be renamed");
    }
  }

  void deleteTemporary(SegmentName name) throws IOException {
    system.delete(temporary(name), false);
  }

  private Path temporary(SegmentName name) {
    return new Path(folder, "." + name + ".beside");
  }

  Path quarantine(SegmentName name) {
    return new Path(new Path(folder, QUARANTINE), name + ".damaged");
  }

  FSDataOutputStream createQuarantine(SegmentName name) throws IOException {
    return system.create(quarantine(name), true);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
