package io.gristmill.jobs.train.run.folder;

import io.gristmill.jobs.job.FarFolder;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Where a run is kept, and the local folder in which it works: the same one, or a copy. */
public interface RunPlace extends AutoCloseable {

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
  static RunPlace open(String output, Path work, String job, Consumer<String> tell)
      throws IOException {
    return FarFolder.isFar(output)
        ? FarRun.open(new FarFolder(output), work, job, tell)
        : new NearRun(FarFolder.near(output));
  }

  /** Where the training works. */
  Path folder();

  /** The run has begun: what another one left is gone. */
  void begun(RunRecord record);

  /**
   * All that the folder holds is kept once this returns.
   *
   * @throws io.gristmill.check.UserException when it cannot be, or another run has taken over
   */
  void keep();

  @Override
  void close();

  /** A local folder. */
  record NearRun(Path folder) implements RunPlace {
    @Override
    public void begun(RunRecord record) {}

    @Override
    public void keep() {}

    @Override
    public void close() {}
  }
}
