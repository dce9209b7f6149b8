package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.FileBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A run of {@code curate} over the sample data, pairs included, with small parts, so that even few
 * rows are joined by many tasks.
 *
 * @param folder where runs and their logs lie
 * @param name of this run, its folder's
 */
record SampleRun(Path folder, String name) {

  private static final long MINUTES = 10;

  /** Both engines in one process: what all layouts are compared with. */
  static final String[] LOCAL = {"dedup.engine=local", "novelty.engine=local"};

  /** Both engines as on a cluster, with some ten parts. */
  static final String[] CLUSTER = {
    "dedup.engine=cluster",
    "novelty.engine=cluster",
    "dedup.partition-chars=9000",
    "novelty.partition-chars=9000"
  };

  Path output() {
    return folder.resolve(name);
  }

  Path log() {
    return folder.resolve(name + ".log");
  }

  /** In this JVM. */
  void here(String... settings) {
    CliRun.of(arguments(settings).toArray(String[]::new)).succeeded();
  }

  /** Starts the packaged program through its launcher, on a cluster of this build's runtime. */
  Process launch(List<String> sparkOptions, String... settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(CliFiles.root().resolve("submit/gristmill").toString());
    command.addAll(sparkOptions);
    command.addAll(arguments(settings));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
    builder.environment().remove("SPARK_HOME");
    StandaloneCluster.hurry(builder);
    return builder.start();
  }

  /** Waits for a launched program to end well. */
  void await(Process process) throws InterruptedException {
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      assertThat(ended).as(() -> "takes too long: " + FileBytes.read(log())).isTrue();
      assertThat(process.exitValue()).as(() -> FileBytes.read(log())).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private List<String> arguments(String... settings) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of("curate", "--input", CliFiles.root().resolve("conf/sample").toString()));
    arguments.addAll(List.of("--output", output().toString()));
    arguments.addAll(List.of("--set", "dedup.write-pairs=true"));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return Collections.unmodifiableList(arguments);
  }

  /** Hashes of what is published, but for the card, which names the settings' fingerprint. */
  Map<String, String> published() {
    Map<String, String> hashes = new TreeMap<>();
    for (String table : List.of("rows", "rejects", "pairs", "export")) {
      FileBytes.hashes(output().resolve(table))
          .forEach((file, hash) -> hashes.put(table + "/" + file, hash));
    }
    hashes.remove("export/README.md");
    return hashes;
  }

  /** The run's record says that both engines were the cluster's. */
  void ranOnCluster() {
    assertThat(FileBytes.read(output().resolve("run.json")))
        .contains("\"engine\" : \"cluster\"")
        .doesNotContain("\"engine\" : \"local\"");
  }
}
