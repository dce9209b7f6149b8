package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems in the stages of {@code curate} are reported before Spark starts. */
class StagesTest {

  @TempDir Path folder;

  private CliRun curate(String stages, String... more) throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("data.jsonl"), "{\"instruction\": \"Hi.\", \"output\": \"Hello.\"}\n");
    List<String> all = new ArrayList<>(List.of("curate", "--dry-run"));
    all.addAll(List.of("--output", folder.resolve("out").toString()));
    all.addAll(List.of("--set", "curate.stages=" + stages));
    if (!stages.contains("generate") && !stages.startsWith("[magpie")) {
      all.addAll(List.of("--input", data.toString()));
    }
    all.addAll(List.of(more));
    return CliRun.withoutSpark(all.toArray(new String[0]));
  }

  private List<String> refused(String stages, String... more) throws IOException {
    return curate(stages, more).refusedWith(ExitCode.CONFIGURATION).messages();
  }

  @Test
  void dryRunShowsWhichTableAStageReads() throws IOException {
    assertThat(curate("[split, \"dedup  of ingest\"]").succeeded().out())
        .containsPattern("stages +ingest > split > dedup of ingest\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[filter, 'dedup of splt'] | dedup of splt | ingest, filter",
        "['filter of dedup', dedup] | filter of dedup | ingest",
        "[filter, 'dedup of dedup'] | dedup of dedup | ingest, filter"
      })
  void stageMayReadEarlierStagesOnly(String stages, String entry, String before)
      throws IOException {
    assertThat(refused(stages.replace('\'', '"')))
        .containsExactly(
            "curate.stages: \"" + entry + "\" must name an earlier stage, one of " + before);
  }

  @Test
  void sourceStageReadsNoTable() throws IOException {
    assertThat(refused("[\"generate of split\", split]"))
        .containsExactly(
            "curate.stages: \"generate of split\" must name an earlier stage; no stage precedes"
                + " it");
  }

  @Test
  void duplicateStageIsRefused() throws IOException {
    assertThat(refused("[filter, dedup, filter]"))
        .containsExactly("curate.stages must list each stage once, \"filter\" is repeated");
  }

  @Test
  void trainingStageNeedsAModelOrTokenizer() throws IOException {
    assertThat(refused("[sft, tokenizer]"))
        .contains("sft needs sft.model, sft.scratch.tokenizer or a stage tokenizer before it");
    assertThat(refused("[dpo]")).contains("dpo needs dpo.model or a stage sft before it");
    assertThat(curate("[tokenizer, sft, dpo]").succeeded().out())
        .contains("ingest > tokenizer > sft > dpo");
  }

  @Test
  void configuredModelIsCheckedBeforeSparkStarts() throws IOException {
    CliRun run = curate("[sft]", "--set", "sft.model=" + folder.resolve("none"));
    assertThat(run.refusedWith(ExitCode.INPUT).err())
        .contains(folder.resolve("none") + " is not a model directory");
  }

  @Test
  void wrongTrainingSettingsAreReportedWithAllOthers() throws IOException {
    assertThat(
            refused(
                "[filter, tokenizer, sft, dpo]",
                "--set",
                "sft.per-device-train-batch-size=0",
                "--set",
                "dpo.loss.beta=-1",
                "--set",
                "tokenizer.pre-tokenizer=none",
                "--set",
                "filter.preset=best",
                "--set",
                "sft.lora.r=4",
                "--set",
                "filter.presett=x"))
        .extracting(message -> message.split("[ :]", -1)[0])
        .containsExactlyInAnyOrder(
            "filter.presett",
            "filter.preset",
            "tokenizer.pre-tokenizer",
            "sft.lora.r",
            "sft.per-device-train-batch-size",
            "dpo.loss.beta");
  }

  @Test
  void recipeNameIsAStageThatReadsItsBlock() throws IOException {
    assertThat(curate("[evol-instruct, reflect, preferences]").succeeded().out())
        .contains("ingest > evol-instruct > reflect > preferences");
    assertThat(curate("[magpie, rewrite]").succeeded().out())
        .containsPattern("stages +magpie > rewrite");
    assertThat(refused("[rewrite, preferences]", "--set", "preferences.method=none"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("preferences.method must be");
  }

  @Test
  void recipeThatGeneratesRowsMustBeFirst() throws IOException {
    assertThat(refused("[filter, magpie]"))
        .containsExactly(
            "curate.stages must have magpie as its first stage for a recipe that needs no rows,"
                + " was [filter, magpie]");
  }
}
