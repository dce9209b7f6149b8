package io.gristmill.jobs.respond;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.io.FileSystems;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.train.file.ModelLocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Copies model directories of any file system to local disk, once per process. */
final class LocalModelCopies {

  private static final Map<String, Path> COPIES = new HashMap<>();

  private LocalModelCopies() {}

  /**
   * A local directory itself, else a local copy that is deleted when the process ends.
   *
   * @throws UserException when there is none
   */
  static Path local(String directory, Configuration configuration) {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(directory);
    String scheme = path.toUri().getScheme();
    if (scheme == null || scheme.equals("file")) {
      return requireDirectory(Path.of(scheme == null ? directory : path.toUri().getPath()));
    }
    synchronized (COPIES) {
      return COPIES.computeIfAbsent(directory, key -> copy(path, configuration));
    }
  }

  private static Path requireDirectory(Path path) {
    if (!Files.isDirectory(path)) {
      throw missing(path.toString());
    }
    return ModelLocator.resolve(path);
  }

  private static UserException missing(String directory) {
    return ModelLocator.missing("respond.model: ", directory, ExitCode.CONFIGURATION);
  }

  private static Path copy(org.apache.hadoop.fs.Path path, Configuration configuration) {
    try {
      FileSystem system = FileSystems.of(path, configuration);
      if (!system.exists(path) || !system.getFileStatus(path).isDirectory()) {
        throw missing(path.toString());
      }
      Path folder = Files.createTempDirectory("gristmill-model-");
      HadoopFiles files = new HadoopFiles(configuration);
      files.deleteAtExit(new org.apache.hadoop.fs.Path(folder.toUri()));
      Path copy = folder.resolve("model");
      String model =
          ModelLocator.resolve(
              path.toString(), name -> files.exists(new org.apache.hadoop.fs.Path(path, name)));
      files.copy(new org.apache.hadoop.fs.Path(model), new org.apache.hadoop.fs.Path(copy.toUri()));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }
}
