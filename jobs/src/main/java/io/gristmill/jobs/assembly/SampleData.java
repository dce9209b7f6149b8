package io.gristmill.jobs.assembly;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bundled sample data: the input {@code sample:} or {@code sample:FILE}. */
public final class SampleData {

  private static final String PREFIX = "sample:";

  private SampleData() {}

  /** Replaces {@code sample:} and {@code sample:FILE} in the input by their paths. */
  public static Settings resolve(Settings settings) {
    List<String> inputs = settings.reader("run", new Problems()).texts("input");
    return inputs.stream().noneMatch(input -> input.startsWith(PREFIX))
        ? settings
        : settings.with(
            List.of("run.input=" + Settings.list(inputs.stream().map(SampleData::path).toList())));
  }

  private static String path(String input) {
    if (!input.startsWith(PREFIX)) {
      return input;
    }
    String file = input.substring(PREFIX.length());
    return file.isEmpty() ? directory() : Path.of(directory(), file).toString();
  }

  /**
   * The directory of the sample data.
   *
   * @throws UserException if the sample data is not installed
   */
  static String directory() {
    String home = System.getProperty("gristmill.home", System.getenv("GRISTMILL_HOME"));
    Path sample = Path.of(home == null ? "." : home, "conf", "sample");
    if (!Files.isDirectory(sample)) {
      throw new UserException(
          ExitCode.USAGE,
          "the sample data is not at "
              + sample.toAbsolutePath()
              + "; give INPUT... or set GRISTMILL_HOME to the directory with conf/sample");
    }
    return sample.toString();
  }
}
