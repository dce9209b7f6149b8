package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher {@code submit/gristmill}, copied beside an empty build whose {@code java} only
 * records its arguments.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final String MAIN = "io.gristmill.jobs.cli.Main";
  private static final String SUBMIT = "org.apache.spark.deploy.SparkSubmit";
  private static final String C1_ONLY = "-XX:TieredStopAtLevel=1";

  @TempDir Path home;

  private Path launcher;
  private Path work;

  LauncherTest() {
    launcher = Path.of("");
    work = Path.of("");
  }

  @BeforeEach
  void install() throws IOException {
    launcher = home.resolve("submit/gristmill");
    Files.createDirectories(launcher.getParent());
    Files.copy(CliFiles.root().resolve("submit/gristmill"), launcher);
    Path build = home.resolve("jobs/target/gristmill");
    Files.createDirectories(build.resolve("natives"));
    Path jars = Files.createDirectories(build.resolve("spark/jars"));
    Files.createFile(jars.resolve("spark-core_2.13-4.1.0.jar"));
    Files.createFile(build.resolve("gristmill.jar"));
    executable(home.resolve("java-home/bin/java"), "printf '%s\\n' \"$@\" >> \"$ARGUMENTS\"\n");
    work = Files.createDirectories(home.resolve("work"));
    Files.writeString(work.resolve("small.jsonl"), "{}\n");
    Files.write(work.resolve("large.jsonl"), new byte[2_500_000]);
  }

  private static void executable(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** The lines that {@code java} or {@code spark-submit} recorded. */
  private List<String> run(String... arguments) throws IOException {
    return run(List.of(), arguments);
  }

  private List<String> run(List<String> environment, String... arguments) throws IOException {
    Path recorded = home.resolve("arguments");
    Files.deleteIfExists(recorded);
    assertThat(start(environment, arguments)).as("exit code").isZero();
    return Files.readAllLines(recorded);
  }

  private int start(List<String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder process = new ProcessBuilder(command).directory(work.toFile());
    process.redirectErrorStream(true).redirectOutput(home.resolve("log").toFile());
    process.environment().remove("SPARK_HOME");
    process.environment().put("JAVA_HOME", home.resolve("java-home").toString());
    process.environment().put("ARGUMENTS", home.resolve("arguments").toString());
    environment.forEach(
        e -> process.environment().put(e.replaceFirst("=.*", ""), e.replaceFirst(".*?=", "")));
    Process started = process.start();
    try {
      assertThat(started.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      started.destroyForcibly();
      throw new IllegalStateException(e);
    }
    return started.exitValue();
  }

  private static List<String> after(String main, List<String> line) {
    assertThat(line).contains(main);
    return line.subList(line.indexOf(main) + 1, line.size());
  }

  @Test
  void shortConfigOptionBelongsToTheJob() throws IOException {
    List<String> line = run("dedup", "-c", "my.conf", "small.jsonl", "-o", "out");
    assertThat(after(MAIN, line))
        .containsExactly("dedup", "-c", "my.conf", "small.jsonl", "-o", "out");
    assertThat(line).doesNotContain(SUBMIT);
  }

  @Test
  void jobArgumentsKeepTheirOrderAndTheirSpaces() throws IOException {
    assertThat(after(MAIN, run("dedup", "a file.jsonl", "threshold=0.9", "-s", "x=\"y z\"", "")))
        .containsExactly("dedup", "a file.jsonl", "threshold=0.9", "-s", "x=\"y z\"", "");
  }

  @Test
  void localSparkOptionsBecomeSystemProperties() throws IOException {
    List<String> line =
        run("dedup", "--master", "local[2]", "x", "--conf=spark.a=b c", "--driver-memory", "3g");
    assertThat(line)
        .contains("-Dspark.master=local[2]", "-Dspark.a=b c", "-Xmx3g")
        .doesNotContain(SUBMIT);
    assertThat(after(MAIN, line)).containsExactly("dedup", "x");
  }

  @Test
  void clusterOptionsGoToSparkSubmit() throws IOException {
    List<String> line =
        run("dedup", "x", "--master=spark://host:7077", "-c", "my.conf", "--executor-memory", "8g");
    List<String> submitted = after(SUBMIT, line);
    assertThat(submitted)
        .startsWith("--master", "spark://host:7077", "--executor-memory", "8g", "--class", MAIN)
        .endsWith("dedup", "x", "-c", "my.conf");
  }

  @Test
  void sparkHomeProvidesSparkSubmit() throws IOException {
    Path spark = home.resolve("cluster-spark");
    executable(spark.resolve("bin/spark-submit"), "printf '%s\\n' \"$@\" >> \"$ARGUMENTS\"\n");
    List<String> line = run(List.of("SPARK_HOME=" + spark), "dedup", "x", "--queue", "night");
    assertThat(line).startsWith("--queue", "night", "--class", MAIN).endsWith("dedup", "x");
  }

  @Test
  void wrongSparkOptionsAreRefused() throws IOException {
    assertThat(start(List.of(), "dedup", "--conf", "threshold=0.9")).isEqualTo(64);
    assertThat(Files.readString(home.resolve("log"), StandardCharsets.UTF_8))
        .contains("--conf threshold=0.9: must be spark.KEY=VALUE");
    assertThat(start(List.of(), "dedup", "--master")).isEqualTo(64);
    assertThat(home.resolve("arguments")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter small.jsonl -o out",
        "filter -i small.jsonl -o large.jsonl",
        "filter small.jsonl -s threshold=0.9 preset=alpaca",
        "generate --seed-tasks large.jsonl",
        "novelty small.jsonl --compare-with large.jsonl",
        "filter sample:"
      })
  void smallInputsStartWithTheFastCompiler(String command) throws IOException {
    assertThat(run(command.split(" ", -1))).contains(C1_ONLY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter large.jsonl -o out",
        "filter small.jsonl large.jsonl -o out",
        "filter -i large.jsonl",
        "filter --input large.jsonl",
        "filter --input=small.jsonl",
        "filter -c my.conf",
        "filter -cmy.conf",
        "filter --config=my.conf",
        "filter s3a://bucket/data",
        "filter *.jsonl.gz"
      })
  void largeOrUnknownInputsStartWithTheOptimizingCompiler(String command) throws IOException {
    assertThat(run(command.split(" ", -1))).doesNotContain(C1_ONLY);
  }
}
