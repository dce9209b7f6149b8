package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.FileBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A standalone Spark cluster of the assembled runtime: a master and workers, each a process with
 * its own IP address.
 */
final class StandaloneCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /**
   * Options of every Java process: those of the launcher for small inputs, which finish before the
   * optimizing compiler (C2) pays off.
   */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");

  private final Path folder;
  private final Path spark = CliFiles.root().resolve("jobs/target/gristmill/spark");
  private final List<Process> processes = new ArrayList<>();
  private final String master;

  private StandaloneCluster(Path folder) throws IOException {
    this.folder = folder;
    try {
      start("master", "127.0.0.1", List.of(), "org.apache.spark.deploy.master.Master");
      Path log = folder.resolve("master.log");
      await("the master", () -> MASTER.matcher(FileBytes.read(log)).find());
      Matcher matcher = MASTER.matcher(FileBytes.read(log));
      assertThat(matcher.find()).isTrue();
      this.master = matcher.group(1);
    } catch (IOException | RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  /** Starts a master and workers of one core and 1 GB each, worker k at 127.0.0.(k+1). */
  static StandaloneCluster start(Path folder, int workers) throws IOException {
    Files.createDirectories(folder);
    StandaloneCluster cluster = new StandaloneCluster(folder);
    try {
      for (int k = 0; k < workers; k++) {
        cluster.worker(k);
      }
      return cluster;
    } catch (IOException | RuntimeException | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  /**
   * Starts the next worker.
   *
   * @param properties system properties of its JVM
   */
  void worker(int number, String... properties) throws IOException {
    String name = "worker-" + number;
    start(
        name,
        "127.0.0." + (number + 1),
        List.of(properties),
        "org.apache.spark.deploy.worker.Worker",
        "--cores",
        "1",
        "--memory",
        "1g",
        "--work-dir",
        folder.resolve(name).toString(),
        master);
    Path log = folder.resolve(name + ".log");
    await(name, () -> FileBytes.read(log).contains("Successfully registered with master"));
  }

  private void start(
      String name, String host, List<String> properties, String main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + CliFiles.root().resolve("submit/java-opens.args"));
    command.addAll(properties);
    command.addAll(List.of("-Xmx512m", "-cp", spark.resolve("jars") + "/*", main));
    command.addAll(List.of("--host", host, "--port", "0", "--webui-port", "0"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("SPARK_HOME", spark.toString());
    builder.environment().put("SPARK_SCALA_VERSION", scala());
    builder.environment().put("SPARK_LOCAL_IP", host);
    hurry(builder);
    processes.add(builder.start());
  }

  /** Makes a Java process and its children start quickly. */
  static void hurry(ProcessBuilder process) {
    process.environment().put("JDK_JAVA_OPTIONS", SHORT_LIVED);
  }

  /** The Scala version of the runtime, which executors cannot detect. */
  private String scala() throws IOException {
    try (Stream<Path> jars = Files.list(spark.resolve("jars"))) {
      return jars.map(jar -> jar.getFileName().toString())
          .filter(jar -> jar.startsWith("spark-core_"))
          .map(
              jar ->
                  jar.substring("spark-core_".length(), jar.indexOf('-', "spark-core_".length())))
          .findFirst()
          .orElseThrow();
    }
  }

  String master() {
    return master;
  }

  /** The live executors of a worker. */
  List<ProcessHandle> executors(int worker) {
    return processes.get(worker + 1).children().filter(ProcessHandle::isAlive).toList();
  }

  /** Waits for a state and fails after a timeout. */
  static void await(String what, BooleanSupplier reached) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!reached.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(end);
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
