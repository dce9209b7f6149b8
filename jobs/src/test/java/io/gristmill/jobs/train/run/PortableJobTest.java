package io.gristmill.jobs.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortableJobTest {

  private static PortableJob portable(String... assignments) {
    Problems problems = new Problems();
    Settings settings = Settings.load(null, List.of(assignments), problems);
    TrainingJob job = TrainingJob.read(TrainingJob.DPO, settings, problems);
    problems.throwIfAny();
    return job.portable();
  }

  private static String here(String path) {
    return Path.of(path).toAbsolutePath().toString();
  }

  @Test
  void localPathsBecomeAbsolute() {
    PortableJob job =
        portable(
            "run.input=[\"data/*.jsonl\",\"hdfs:///pairs\",\"../x\"]",
            "run.output=\"out/한 글\"",
            "dpo.model=model",
            "dpo.eval-dataset=[\"file:/held, out\"]");
    assertThat(job.assignments())
        .contains(
            "run.input=[\"%s\",\"hdfs:///pairs\",\"%s\"]"
                .formatted(here("data/*.jsonl"), Path.of(here("../x")).normalize()),
            "run.output=\"" + here("out/한 글") + "\"",
            "dpo.model=\"" + here("model") + "\"",
            "dpo.eval-dataset=[\"/held, out\"]");
    assertThat(job.open(List.of()).output()).contains(here("out/한 글"));
  }

  @Test
  void additionalAssignmentsOverrideThoseOfTheJob() {
    PortableJob job = portable("dpo.model=model", "dpo.run-on=executor");
    TrainingJob there = job.open(List.of("dpo.device=\"cuda:3\""));
    assertThat(there.name()).isEqualTo("dpo");
    assertThat(there.device()).isEqualTo("cuda:3");
    assertThat(there.placement()).isEqualTo(job.open(List.of()).placement());
  }

  @Test
  void aPortableJobHoldsNoSecrets() throws IOException {
    PortableJob job =
        portable(
            "dpo.model=model",
            "dpo.mlflow.tracking-token=\"env:TOKEN\"",
            "ingest.spark.options.password=hunter2");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(job);
    assertThat(bytes.toString(StandardCharsets.ISO_8859_1))
        .contains("env:TOKEN")
        .doesNotContain("hunter2");
  }
}
