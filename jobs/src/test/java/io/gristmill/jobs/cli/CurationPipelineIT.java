package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.CurationPipeline;
import io.gristmill.jobs.CurationResult;
import io.gristmill.jobs.testing.FileBytes;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline in the session of a program writes the bytes that the command line writes. */
class CurationPipelineIT {

  @TempDir Path folder;

  @Test
  void writesTheBytesOfTheCommandLine() throws Exception {
    String sample = CliFiles.root().resolve("conf/sample").toString();
    CliRun.of("curate", sample, "-o", folder + "/cli", "dedup.write-pairs=true").succeeded();
    SparkSession spark =
        SparkSession.builder()
            .master("local[3]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "America/New_York")
            .config("spark.sql.ansi.enabled", "false")
            .config("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "2")
            .getOrCreate();
    try {
      CurationResult result =
          CurationPipeline.create()
              .input(sample)
              .set("dedup.write-pairs", true)
              .output(folder + "/java")
              .run(spark);
      assertThat(result.unchanged()).isFalse();
      for (String name : new String[] {"rows", "rejects", "pairs", "export"}) {
        assertThat(FileBytes.hashes(folder.resolve("java/" + name)))
            .as(name)
            .isNotEmpty()
            .isEqualTo(FileBytes.hashes(folder.resolve("cli/" + name)));
      }
      assertThat(spark.sparkContext().isStopped()).isFalse();
    } finally {
      spark.stop();
    }
  }
}
