package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the Python package on the packaged jar, with the interpreter of {@code
 * GRISTMILL_PYTHON} or {@code python3}. Without pyspark 4.1 they are reported as skipped; {@code
 * jobs/python/examples/run.sh} installs it and runs the same scripts.
 */
class PythonExamplesIT {

  private static final String PYTHON =
      Optional.ofNullable(System.getenv("GRISTMILL_PYTHON")).orElse("python3");

  private static final String CHECK =
      "import numpy, pyspark; assert pyspark.__version__.startswith('4.1')";

  @TempDir Path folder;

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(CliFiles.root().resolve("jobs/python/examples"))) {
      return files.filter(file -> file.toString().endsWith(".py")).sorted().toList().stream();
    }
  }

  @BeforeAll
  static void findPyspark() throws Exception {
    boolean found;
    try {
      found = start(List.of(PYTHON, "-c", CHECK), ProcessBuilder.Redirect.DISCARD) == 0;
    } catch (IOException noPython) {
      found = false;
    }
    String missing =
        "the Python examples are skipped: " + PYTHON + " has no pyspark 4.1; set GRISTMILL_PYTHON";
    if (!found) {
      System.err.println(missing);
    }
    assumeTrue(found, missing);
  }

  private static int start(List<String> command, ProcessBuilder.Redirect out) throws Exception {
    ProcessBuilder process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out);
    Path root = CliFiles.root();
    process.environment().put("PYTHONPATH", root.resolve("jobs/python").toString());
    process
        .environment()
        .put("GRISTMILL_JAR", root.resolve("jobs/target/gristmill/gristmill.jar").toString());
    process.environment().remove("SPARK_HOME");
    return process.start().waitFor();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void runs(Path example) throws Exception {
    File out = folder.resolve("out.txt").toFile();
    int code = start(List.of(PYTHON, example.toString()), ProcessBuilder.Redirect.to(out));
    assertThat(code).as(Files.readString(out.toPath())).isZero();
  }
}
