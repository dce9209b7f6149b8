package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.FileBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program through its launcher, on executors that are processes of their own: whatever
 * tasks need must serialise, be on their class path and find its files.
 */
class LocalClusterIT {

  private static final long MINUTES = 5;

  @TempDir Path folder;

  @Test
  void executorsGiveTheBytesThatOneProcessGives() throws Exception {
    CliRun.of(arguments("local", "dedup.engine=local", "novelty.engine=local")).succeeded();
    List<String> command = new ArrayList<>();
    command.add(CliFiles.root().resolve("submit/gristmill").toString());
    command.addAll(List.of("--master", "local-cluster[2,1,1024]", "--driver-memory", "1g"));
    command.addAll(
        List.of(
            arguments(
                "cluster",
                "dedup.engine=cluster",
                "novelty.engine=cluster",
                "dedup.part-characters=9000",
                "novelty.part-characters=9000")));
    launch(command);
    Map<String, String> local = published("local");
    assertThat(local)
        .containsOnlyKeys(
            "rows/part-00000.parquet",
            "rejects/part-00000.parquet",
            "pairs/part-00000.parquet",
            "export/alpaca/part-00000.jsonl",
            "export/skipped/alpaca/part-00000.jsonl");
    assertThat(published("cluster")).isEqualTo(local);
    assertThat(FileBytes.read(folder.resolve("cluster/run.json")))
        .contains("\"engine\" : \"cluster\"")
        .doesNotContain("\"engine\" : \"local\"");
  }

  private String[] arguments(String name, String... settings) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of("curate", "--input", CliFiles.root().resolve("conf/sample").toString()));
    arguments.addAll(List.of("--output", folder.resolve(name).toString()));
    arguments.addAll(List.of("--set", "dedup.pairs=true"));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    return arguments.toArray(String[]::new);
  }

  /** Hashes of what is published, but for the card, which names the settings' fingerprint. */
  private Map<String, String> published(String name) {
    Map<String, String> hashes = new TreeMap<>();
    for (String table : List.of("rows", "rejects", "pairs", "export")) {
      FileBytes.hashes(folder.resolve(name).resolve(table))
          .forEach((file, hash) -> hashes.put(table + "/" + file, hash));
    }
    hashes.remove("export/README.md");
    return hashes;
  }

  private void launch(List<String> command) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().remove("SPARK_HOME"); // the runtime of this build
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      assertThat(ended).as(() -> "takes too long: " + FileBytes.read(log)).isTrue();
      assertThat(process.exitValue()).as(() -> FileBytes.read(log)).isZero();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
