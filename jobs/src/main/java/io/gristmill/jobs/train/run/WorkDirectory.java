package io.gristmill.jobs.train.run;

import io.gristmill.check.ExitCode;
import io.gristmill.jobs.storage.RemoteDirectory;
import io.gristmill.jobs.train.file.AtomicFiles;
import io.gristmill.jobs.train.file.ModelLocator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Local directory for copies of remote models and run directories. The same remote path always gets
 * the same local one, so runs that were killed leave no additional copies.
 */
public record WorkDirectory(Path path) {

  /**
   * @param requested the user's choice; by default in the system's temporary directory
   */
  public static WorkDirectory of(Optional<String> requested) {
    return new WorkDirectory(
        requested
            .map(Path::of)
            .orElseGet(
                () ->
                    Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "gristmill-" + System.getProperty("user.name")))
            .toAbsolutePath());
  }

  /** Local directory for a run whose run directory is remote. */
  public Path run(String output) {
    return path.resolve("run-" + key(output));
  }

  /** Model directory of a path: the path itself if local, else a copy, which is made once. */
  public Path model(String place) {
    if (!RemoteDirectory.isRemote(place)) {
      return RemoteDirectory.localPath(place);
    }
    RemoteDirectory named = new RemoteDirectory(place);
    RemoteDirectory remote = new RemoteDirectory(ModelLocator.resolve(place, named::exists));
    List<RemoteDirectory.Entry> files = remote.list("");
    if (files.isEmpty()) {
      throw ModelLocator.missing("", place, ExitCode.INPUT);
    }
    Path copy = path.resolve("model-" + key(place + files));
    if (!Files.isDirectory(copy)) {
      AtomicFiles.publish(copy, folder -> fetch(remote, folder));
    }
    return copy;
  }

  private static void fetch(RemoteDirectory remote, Path folder) {
    for (RemoteDirectory.Entry entry : remote.list("")) {
      if (!entry.isDirectory() && !entry.name().startsWith(".")) {
        remote.copyToLocal(entry.name(), folder.resolve(entry.name()));
      }
    }
  }

  private static String key(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .toString();
  }
}
