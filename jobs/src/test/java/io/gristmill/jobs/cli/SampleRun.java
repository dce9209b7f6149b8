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
 * A run of {@code curate} on the sample data with a table of pairs and partitions so small that
 * many tasks join even few rows.
 *
 * @param folder directory of runs and logs
 * @param name name of the run and of its directory
 */
record SampleRun(Path folder, String name) {

  private static final long MINUTES = 10;

  /** Both engines run locally; all other layouts are compared with this one. */
  static final String[] LOCAL = {"dedup.engine=local", "novelty.engine=local"};

  /** Both engines run as on a cluster, with about ten partitions. */
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

  /** Runs the program in this JVM. */
  void here(String... settings) {
    CliRun.of(arguments(settings).toArray(String[]::new)).succeeded();
  }

  /** Starts the packaged program through its launcher on a test cluster. */
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

  /** Waits until a launched program succeeds. */
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

  /** Hashes of the published files without the card, which has a fingerprint of the settings. */
  Map<String, String> published() {
    Map<String, String> hashes = new TreeMap<>();
    for (String table : List.of("rows", "rejects", "pairs", "export")) {
      FileBytes.hashes(output().resolve(table))
          .forEach((file, hash) -> hashes.put(table + "/" + file, hash));
    }
    hashes.remove("export/README.md");
    return hashes;
  }

  /** Asserts by the run record that both engines ran on the cluster. */
  void ranOnCluster() {
    assertThat(FileBytes.read(output().resolve("run.json")))
        .contains("\"engine\" : \"cluster\"")
        .doesNotContain("\"engine\" : \"local\"");
  }
}
