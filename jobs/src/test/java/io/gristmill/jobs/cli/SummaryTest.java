package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs print when they are done, word for word but for times and folders. */
class SummaryTest {

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    LocalSpark.session();
  }

  /** Standard output without the times and the temporary folder. */
  private String shown(CliRun run) {
    return masked(run.succeeded().out());
  }

  private String masked(String text) {
    return text.replace(folder.toString(), "DIR")
        .replaceAll(" +\\d+(\\.\\d)? s(?=\n)", " TIME")
        .replaceAll(" +time(?=\n)", " time");
  }

  private JsonNode facts(String output, int stage) throws IOException {
    JsonNode run = new ObjectMapper().readTree(folder.resolve(output + "/run.json").toFile());
    return run.path("stages").path(stage).path("facts");
  }

  @Test
  void aCuration() throws IOException {
    List<String> lines = new ArrayList<>();
    IntStream.range(0, 20)
        .mapToObj(i -> CliFiles.record("Name the number " + i + " in Korean.", "It is " + i + "."))
        .forEach(lines::add);
    lines.add(CliFiles.record("", "an answer to nothing"));
    lines.add(lines.get(0));
    Files.write(folder.resolve("data.jsonl"), lines);
    CliRun run =
        CliRun.of(
            "curate",
            "--input",
            folder.resolve("data.jsonl").toString(),
            "--output",
            folder.resolve("set/one").toString(),
            "--dataset",
            folder.resolve("set").toString(),
            "--set",
            "curate.stages=[filter, split, export]",
            "--set",
            "split.leakage=ignore");
    assertThat(shown(run))
        .isEqualTo(
            """
            """);
    assertThat(masked(run.err())).isEqualTo("");
  }

  @Test
  void aGeneration() throws IOException {
    CliRun run =
        CliRun.of(
            "generate",
            "--output",
            folder.resolve("out").toString(),
            "--set",
            "generate.num-rows=12");
    assertThat(shown(run)).isEqualTo("");
    JsonNode facts = facts("out", 0);
    assertThat(facts.path("cost-usd").isNumber()).isTrue();
    assertThat(facts.path("requests").isIntegralNumber()).isTrue();
  }

  @Test
  void aTraining() throws IOException {
    TinyLessons lessons = new TinyLessons(folder);
    String[] more = {
        "--validation", lessons.path("held-out.jsonl").toString(), "--set", "sft.updates=6",
        "--set", "sft.evaluation.every=3"
      };
    CliRun run = lessons.run(lessons.sft("out", more));
    assertThat(shown(run)).isEqualTo("");
    JsonNode facts = facts("out", 0);
    assertThat(facts.path("steps").asLong()).isEqualTo(6);
    assertThat(facts.path("train-loss").isNumber()).isTrue();
    assertThat(FileBytes.read(folder.resolve("out/run.json"))).doesNotContain("{=");
  }
}
