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

/** The summaries of runs, word for word except for times and paths. */
class SummaryTest {

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    LocalSpark.session();
  }

  /** Standard output without times and the temporary directory. */
  private String printed(CliRun run) {
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
  void summarizesACurateRun() throws IOException {
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
    assertThat(printed(run))
        .isEqualTo(
            """
            curate: read 22 rows, kept 20, dropped 2 in TIME

            stage              read  kept  dropped time
            ingest               22    22        0 TIME
            filter               22    20        2 TIME
              empty                              1
              exact-duplicate                    1
            split                20    20        0 TIME
            export               20    20        0 TIME

            What the stages did
              export  alpaca: 20 rows

            split       rows  alpaca
            train         16      16
            validation     3       3
            test           1       1

            Where to look next
              rows     DIR/set/one/rows      20 rows (parquet)
              rejects  DIR/set/one/rejects   2 dropped rows, each with its stage, rule and score
              export   DIR/set/one/export    training files and the data set card (README.md)
              run      DIR/set/one/run.json  settings, inputs and counts of this run
              dataset  DIR/set               version 1: gristmill datasets show DIR/set 1
            """);
    assertThat(masked(run.err()))
        .contains(
            "filter: read 22 rows, kept 20, dropped 2 (empty 1, exact-duplicate 1) in TIME\n");
  }

  @Test
  void summarizesAGenerateRun() throws IOException {
    CliRun run =
        CliRun.of(
            "generate",
            "--output",
            folder.resolve("out").toString(),
            "--set",
            "generate.num-rows=12");
    assertThat(printed(run))
        .isEqualTo(
            """
            generate: read 204 rows, kept 181, dropped 23 in TIME

            stage          read  kept  dropped time
            generate        204   181       23 TIME
              too-similar                   22
              too-short                      1

            What the stages did
              generate  181 tasks accepted in 1 round (12 requested)
                        12 requests, 7,709 prompt and 11,492 completion tokens, $0.00 (model rehearsal)

            Where to look next
              rows      DIR/out/rows      181 rows (parquet)
              rejects   DIR/out/rejects   23 dropped rows, each with its stage, rule and score
              generate  DIR/out/generate  the generated tasks before they became rows
              run       DIR/out/run.json  settings, inputs and counts of this run
            """);
    JsonNode facts = facts("out", 0);
    assertThat(facts.path("cost-usd").isNumber()).isTrue();
    assertThat(facts.path("requests").isIntegralNumber()).isTrue();
  }

  @Test
  void summarizesATrainingRun() throws IOException {
    TinyTrainingData data = new TinyTrainingData(folder);
    String[] more = {
      "--eval-dataset",
      data.path("held-out.jsonl").toString(),
      "--set",
      "sft.max-steps=6",
      "--set",
      "sft.eval-steps=3"
    };
    CliRun run = data.run(data.sft("out", more));
    assertThat(printed(run))
        .isEqualTo(
            """
            model   DIR/tokenizer, from scratch, 8,176 of 8,176 parameters trained
            data    DIR/train.jsonl, jsonl
            data    DIR/held-out.jsonl, jsonl
            sft: read 40 rows, kept 40, dropped 0 in TIME

            stage  read  kept  dropped time
            sft      40    40        0 TIME

            What the stages did
              sft  6 steps (1.2 epochs) over 1,920 tokens, final training loss 4.954
                   best evaluation: loss 4.912 after step 6
                   8,176 of 8,176 parameters trained

            Where to look next
              model    DIR/out/model          gristmill respond --model DIR/out/model --input FILE
              report   DIR/out/report.html    curves and samples, for a browser
              metrics  DIR/out/metrics.jsonl  every measured value
              run      DIR/out/run.json       settings, inputs and counts of this run
            """);
    JsonNode facts = facts("out", 0);
    assertThat(facts.path("steps").asLong()).isEqualTo(6);
    assertThat(facts.path("train-loss").isNumber()).isTrue();
    assertThat(FileBytes.read(folder.resolve("out/run.json"))).doesNotContain("{=");
  }
}
