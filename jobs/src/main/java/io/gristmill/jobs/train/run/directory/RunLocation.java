package io.gristmill.jobs.train.run.directory;

import io.gristmill.jobs.job.RemoteDirectory;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Where a run is kept, and the local folder in which it works: the same one, or a copy. */
public interface RunLocation extends AutoCloseable {

  /**
   * Opens a run's place; what is kept on another file system is fetched.
   *
   * @param output as the user names it
   * @param work folder for a copy
   * @param job what works there, for people
   * @param tell receives a line where another run has to be waited for
   * @throws io.gristmill.check.UserException when another training is at work there, or it holds
   *     something else
   */
  static RunLocation open(String output, Path work, String job, Consumer<String> tell)
      throws IOException {
    return RemoteDirectory.isRemote(output)
        ? RemoteRun.open(new RemoteDirectory(output), work, job, tell)
        : new LocalRun(RemoteDirectory.localPath(output));
  }

  /** Where the training works. */
  Path directory();

  /** The run has begun: what another one left is gone. */
  void start(RunRecord record);

  /**
   * All that the folder holds is kept once this returns.
   *
   * @throws io.gristmill.check.UserException when it cannot be, or another run has taken over
   */
  void save();

  @Override
  void close();

  /** A local folder. */
  record LocalRun(Path directory) implements RunLocation {
    @Override
    public void start(RunRecord record) {}

    @Override
    public void save() {}

    @Override
    public void close() {}
  }
}
