package io.gristmill.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.storage.HadoopFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  @TempDir private Path folder;

  @Test
  void temporaryFilesOfKilledAttemptsAreRemovedAndAllElseIsKept() throws IOException {
    Files.createDirectories(folder.resolve(".work/attempt/00-ingest"));
    Files.writeString(folder.resolve(".run.json.fa05efa3-fa14-4a6b-9c61-4b17dcda2a9e"), "{");
    Files.writeString(folder.resolve("run.json"), "{}");
    Files.createDirectories(folder.resolve("rows"));
    HadoopFiles files = new HadoopFiles(new Configuration());
    new RunDirectory(files, folder.toString()).cleanWork();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("run.json", "rows");
  }
}
