package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.testing.Drill;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole pipeline writes the same bytes for every layout of the Spark job. */
class LayoutIT {

  /**
   * SHA-256 of the kept sample rows as JSON lines, so that both Spark versions must give the same
   * result. It changes with the sample and with the default rules.
   */
  private static final String SURVIVORS =
      "7966b7f0c7386e9af764f04397ad299ce4ec8b66b181617cf1a8257feafb4297";

  @TempDir Path folder;

  private Map<String, String> inOneProcess() {
    SampleRun local = new SampleRun(folder, "local");
    local.here(SampleRun.LOCAL);
    assertThat(local.published())
        .containsKeys("rows/part-00000.parquet", "pairs/part-00000.parquet")
        .containsEntry("export/alpaca/part-00000.jsonl", SURVIVORS);
    return local.published();
  }

  @Test
  void sevenPartitionsChangeNoByte() {
    Map<String, String> expected = inOneProcess();
    Map<String, Map<String, String>> found = new TreeMap<>();
    run(found, new ArrayList<>(), "local[2]", 7, true);
    assertThat(found.values()).containsExactly(expected);
  }

  @Drill("more layouts, among them 64 partitions on one core")
  @Test
  void coresPartitionsAndAdaptiveExecutionChangeNoByte() {
    Map<String, String> expected = inOneProcess();
    Map<String, Map<String, String>> found = new TreeMap<>();
    List<String> names = new ArrayList<>();
    run(found, names, "local[1]", 1, true);
    run(found, names, "local[2]", 2, false);
    run(found, names, "local[1]", 64, false);
    assertThat(found).containsOnlyKeys(names);
    assertThat(found.values()).allSatisfy(bytes -> assertThat(bytes).isEqualTo(expected));
  }

  private void run(
      Map<String, Map<String, String>> found,
      List<String> names,
      String master,
      int partitions,
      boolean adaptive) {
    String name = master.replaceAll("\\W", "") + "-" + partitions + "-" + adaptive;
    SampleRun run = new SampleRun(folder, name);
    Map<String, String> properties =
        Map.of(
            "spark.master", master,
            "spark.sql.shuffle.partitions", String.valueOf(partitions),
            "spark.default.parallelism", String.valueOf(partitions),
            "spark.sql.adaptive.enabled", String.valueOf(adaptive));
    properties.forEach(System::setProperty);
    try {
      run.here(SampleRun.CLUSTER);
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
    run.ranOnCluster();
    names.add(name);
    found.put(name, run.published());
  }
}
