package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.rehearsal.server.RehearsalServer;
import io.gristmill.rehearsal.server.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A run of {@code generate} against a rehearsal server over HTTP.
 *
 * @param folder where runs and their logs lie
 * @param name of this run, its folder's
 * @param server that is asked
 * @param settings of the run
 */
record GenerateRun(Path folder, String name, RehearsalServer server, List<String> settings) {

  private static final long MINUTES = 10;

  /** A rehearsal server on a free port of the loopback interface. */
  static RehearsalServer serve(String... settings) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = "rehearsal.server.port=0";
    io.gristmill.check.Problems problems = new io.gristmill.check.Problems();
    ServerConfig config = ServerConfig.read(StageRun.settings(all), problems);
    problems.throwIfAny();
    return RehearsalServer.start(config);
  }

  /** Reads a counter of the server: calls, billed, distinct, repeats, in_flight, ... */
  static long count(RehearsalServer server, String what) {
    try {
      JsonNode stats = new ObjectMapper().readTree(server.stats());
      assertThat(stats.has(what)).as(what).isTrue();
      return stats.path(what).asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path output() {
    return folder.resolve(name);
  }

  Path log() {
    return folder.resolve(name + ".log");
  }

  /** Runs the program in this JVM. */
  CliRun here() {
    return CliRun.of(arguments().toArray(String[]::new));
  }

  /** Starts the packaged program through its launcher on a test cluster. */
  Process launch(List<String> sparkOptions) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(CliFiles.root().resolve("submit/gristmill").toString());
    command.addAll(sparkOptions);
    command.addAll(arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    builder.environment().remove("SPARK_HOME");
    StandaloneCluster.hurry(builder);
    return builder.start();
  }

  /** Waits until a launched program succeeds. */
  void await(Process process) throws InterruptedException {
    boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
    assertThat(ended).as(() -> "takes too long: " + FileBytes.read(log())).isTrue();
    assertThat(process.exitValue()).as(() -> FileBytes.read(log())).isZero();
  }

  /** Kills the launcher, which has become the driver, as {@code kill -9} does. */
  static void kill(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor();
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("generate"));
    arguments.addAll(List.of("--output", output().toString()));
    List<String> all = new ArrayList<>(settings);
    all.addAll(model());
    for (String setting : all) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments;
  }

  /** The settings of the connection to the server. */
  List<String> model() {
    return List.of(
        "llm.provider=openai-chat", "llm.base-url=" + server.url(), "llm.model=rehearsal");
  }

  /** Hashes of the published files. */
  Map<String, String> published() {
    Map<String, String> hashes = new TreeMap<>();
    for (String table : List.of("rows", "rejects", "generate")) {
      FileBytes.hashes(output().resolve(table))
          .forEach((file, hash) -> hashes.put(table + "/" + file, hash));
    }
    return hashes;
  }
}
