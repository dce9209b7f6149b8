package io.gristmill.jobs.training;

import io.gristmill.jobs.job.HadoopFiles;
import io.gristmill.record.ContentId;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A folder of any Hadoop file system for programs that know local disks alone: itself where it is
 * on one, else a folder of this machine that has its name for as long as the machine lasts.
 *
 * @param folder with its scheme
 */
record LocalFolder(HadoopFiles files, Path folder) {

  private static final String LOCAL = "file";

  boolean isHere() {
    return LOCAL.equals(folder.toUri().getScheme());
  }

  /** The local folder, whether it is there or not. */
  java.nio.file.Path path() {
    return isHere()
        ? java.nio.file.Path.of(folder.toUri().getPath())
        : java.nio.file.Path.of(
            System.getProperty("java.io.tmpdir"),
            "gristmill-" + ContentId.ofParts(folder.toString()).substring(0, 16));
  }

  /** The local folder with all that is in the folder; a copy goes when the program ends. */
  java.nio.file.Path fetched() {
    java.nio.file.Path local = path();
    if (!isHere()) {
      files.delete(local(local));
      files.copy(folder, local(local));
      files.deleteAtExit(local(local));
    }
    return local;
  }

  /** Copies what somebody has left in the local folder, but for hidden files and one name. */
  void copyTo(Path target, String leftOut) {
    files.makeFolder(target);
    for (FileStatus file : files.list(local(path()))) {
      String name = file.getPath().getName();
      if (!name.startsWith(".") && !name.equals(leftOut)) {
        files.copy(file.getPath(), new Path(target, name));
      }
    }
  }

  /** Removes the folder of this machine where it only stands in for another one. */
  void release() {
    if (!isHere() && Files.exists(path())) {
      files.delete(local(path()));
    }
  }

  private Path local(java.nio.file.Path path) {
    return files.qualify(path.toUri().toString());
  }
}
