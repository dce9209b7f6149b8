package io.gristmill.jobs.train.run.directory;

import io.gristmill.jobs.storage.RemoteDirectory;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The location of a run: a local run directory, or a remote one with a local copy. */
public interface RunLocation extends AutoCloseable {

  /**
   * Opens the location of a run; a remote run directory is fetched.
   *
   * @param work local directory for a copy
   * @param log receives a line when the run waits for another one
   * @throws io.gristmill.check.UserException if another training runs there, or the directory holds
   *     other data
   */
  static RunLocation open(String output, Path work, String job, Consumer<String> log)
      throws IOException {
    return RemoteDirectory.isRemote(output)
        ? RemoteRun.open(new RemoteDirectory(output), work, job, log)
        : new LocalRun(RemoteDirectory.localPath(output));
  }

  Path directory();

  /** Called when the run has started and the files of other runs have been removed. */
  default void start(RunRecord record) {}

  /**
   * Saves the local directory to the location.
   *
   * @throws io.gristmill.check.UserException if that fails, or another run has taken over
   */
  default void save() {}

  @Override
  default void close() {}

  /** A local run directory, which needs none of this. */
  record LocalRun(Path directory) implements RunLocation {}
}
