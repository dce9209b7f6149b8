package io.gristmill.jobs.respond;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.io.FileSystems;
import io.gristmill.jobs.job.HadoopFiles;
import io.gristmill.jobs.train.file.ModelLocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Model directories of any file system, as folders of this machine; one copy a process. */
final class ModelCopies {

  private static final Map<String, Path> COPIES = new HashMap<>();

  private ModelCopies() {}

  /**
   * The directory itself where it is a local one, else a copy that goes when the process ends.
   *
   * @throws UserException when there is none
   */
  static Path local(String directory, Configuration configuration) {
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(directory);
    String scheme = place.toUri().getScheme();
    if (scheme == null || scheme.equals("file")) {
      return directory(Path.of(scheme == null ? directory : place.toUri().getPath()));
    }
    synchronized (COPIES) {
      return COPIES.computeIfAbsent(directory, key -> copy(place, configuration));
    }
  }

  /** The directory by a name that means the same in every process of a machine. */
  static String absolute(String directory) {
    boolean plain = new org.apache.hadoop.fs.Path(directory).toUri().getScheme() == null;
    return plain ? Path.of(directory).toAbsolutePath().toString() : directory;
  }

  private static Path directory(Path path) {
    if (!Files.isDirectory(path)) {
      throw missing(path.toString());
    }
    return ModelLocator.resolve(path);
  }

  private static UserException missing(String directory) {
    return ModelLocator.missing("respond.model: ", directory, ExitCode.CONFIGURATION);
  }

  private static Path copy(org.apache.hadoop.fs.Path place, Configuration configuration) {
    try {
      FileSystem system = FileSystems.of(place, configuration);
      if (!system.exists(place) || !system.getFileStatus(place).isDirectory()) {
        throw missing(place.toString());
      }
      Path folder = Files.createTempDirectory("gristmill-model-");
      HadoopFiles files = new HadoopFiles(configuration);
      files.deleteAtExit(new org.apache.hadoop.fs.Path(folder.toUri()));
      Path copy = folder.resolve("model");
      String model =
          ModelLocator.resolve(
              place.toString(), name -> files.exists(new org.apache.hadoop.fs.Path(place, name)));
      files.copy(new org.apache.hadoop.fs.Path(model), new org.apache.hadoop.fs.Path(copy.toUri()));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(place + ": " + e.getMessage(), e);
    }
  }
}
