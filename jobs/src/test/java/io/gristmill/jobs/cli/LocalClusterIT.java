package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program through its launcher, on executors that are processes of their own: whatever
 * tasks need must serialise, be on their class path and find its files.
 */
class LocalClusterIT {

  @TempDir Path folder;

  @Test
  void executorsGiveTheBytesThatOneProcessGives() throws Exception {
    SampleRun local = new SampleRun(folder, "local");
    local.here(SampleRun.LOCAL);
    SampleRun cluster = new SampleRun(folder, "cluster");
    cluster.await(
        cluster.launch(
            List.of("--master", "local-cluster[2,1,1024]", "--driver-memory", "1g"),
            SampleRun.CLUSTER));
    Map<String, String> expected = local.published();
    assertThat(expected)
        .containsOnlyKeys(
            "rows/part-00000.parquet",
            "rejects/part-00000.parquet",
            "pairs/part-00000.parquet",
            "export/alpaca/part-00000.jsonl",
            "export/skipped/alpaca/part-00000.jsonl");
    assertThat(cluster.published()).isEqualTo(expected);
    cluster.ranOnCluster();
  }
}
