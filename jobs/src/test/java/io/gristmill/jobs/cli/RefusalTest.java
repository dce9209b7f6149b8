package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unusable input and output is reported before Spark starts. */
class RefusalTest {

  private static final String COMMITTER =
      "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version";

  @TempDir Path folder;

  private Path data;
  private Path output;

  @BeforeEach
  void write() throws IOException {
    data =
        Files.writeString(
            folder.resolve("data.jsonl"),
            "{\"instruction\": \"인사해 주세요.\", \"output\": \"안녕하세요.\", \"lang\": \"ko\"}\n");
    output = folder.resolve("out");
  }

  private CliRun run(String... more) {
    String[] base = {"filter", "--input", data.toString(), "--output", output.toString()};
    String[] all = java.util.Arrays.copyOf(base, base.length + more.length);
    System.arraycopy(more, 0, all, base.length, more.length);
    return CliRun.withoutSpark(all);
  }

  private void refusedUntouched(String... messages) {
    Map<String, String> before = CliFiles.state(output);
    assertThat(run().refusedWith(ExitCode.OUTPUT).err()).contains(messages);
    assertThat(CliFiles.state(output)).isEqualTo(before);
  }

  // ---- input

  @Test
  void missingInputIsReported() {
    String missing = folder.resolve("없음.jsonl").toString();
    CliRun run = CliRun.withoutSpark("filter", "--input", missing, "--output", output.toString());
    assertThat(run.refusedWith(ExitCode.INPUT).err())
        .contains("input " + missing + " does not exist");
    assertThat(output).doesNotExist();
  }

  @Test
  void globWithoutMatchIsReported() {
    String pattern = folder + "/*.csv";
    assertThat(
            CliRun.withoutSpark("filter", "--input", pattern, "--output", output.toString())
                .refusedWith(ExitCode.INPUT)
                .err())
        .contains(pattern);
  }

  @Test
  void emptyDirectoryIsReported() throws IOException {
    String empty = Files.createDirectory(folder.resolve("empty")).toString();
    assertThat(
            CliRun.withoutSpark("filter", "--input", empty, "--output", output.toString())
                .refusedWith(ExitCode.INPUT)
                .err())
        .contains("input " + empty + " contains no files");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nosuchscheme://bucket/data", "s3a://bucket/data", "a:b"})
  void unreadableInputIsReported(String place) {
    CliRun run = CliRun.withoutSpark("filter", "--input", place, "--output", output.toString());
    assertThat(run.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.err()).startsWith("gristmill: input " + place).doesNotContain("\tat ");
  }

  @Test
  void missingComparisonFilesAreReported() {
    String missing = folder.resolve("pool.jsonl").toString();
    CliRun run =
        CliRun.withoutSpark(
            "novelty",
            "--input=" + data,
            "--output=" + output,
            "--set=novelty.compare-with=[\"" + missing + "\"]");
    assertThat(run.refusedWith(ExitCode.INPUT).err())
        .contains("input " + missing + " does not exist");
  }

  // ---- dry run

  @Test
  void dryRunShowsFormatAndFirstRecordAndWritesNothing() {
    Map<String, String> before = CliFiles.state(folder);
    String shown = run("--dry-run").succeeded().out();
    assertThat(shown)
        .contains("data.jsonl")
        .containsIgnoringCase("jsonl")
        .containsPattern("first +\\S*data.jsonl:1: instruction, input, output, metadata.lang")
        .containsPattern("stages +ingest > filter\n")
        .contains(output.toString());
    assertThat(CliFiles.state(folder)).isEqualTo(before);
  }

  @Test
  void dryRunShowsWhyTheFirstRecordWouldBeRejected() throws IOException {
    Files.writeString(data, "{\"instruction\": 7}\n");
    assertThat(run("--dry-run").succeeded().out())
        .containsPattern("first +\\S*data.jsonl:1: rejected, ");
  }

  // ---- output

  @Test
  void directoryWithOtherFilesIsRefusedUnchanged() throws IOException {
    Files.createDirectories(output.resolve("rows"));
    Files.writeString(output.resolve("rows/mine.txt"), "precious");
    refusedUntouched("is not empty and was not written by gristmill; choose another --output");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"job\": \"filt", "", "{}", "null", "[1]", "no JSON"})
  void damagedRunRecordIsRefusedUnchanged(String text) throws IOException {
    Files.createDirectories(output);
    Files.writeString(output.resolve("run.json"), text);
    refusedUntouched("run.json is damaged; remove it or choose another --output");
  }

  @Test
  void resultOfAnotherRunIsRefusedUnchanged() throws IOException {
    Files.createDirectories(output.resolve("rows"));
    RunRecord other =
        new RunRecord(
            "0.1.0",
            "dedup",
            RunRecord.DONE,
            "0123456789abcdef",
            "4.1.0",
            "2026-01-01T00:00:00Z",
            "2026-01-01T00:01:00Z",
            "parquet",
            Map.of(),
            List.of(),
            List.of(),
            new RunRecord.Counts(0, 0, 0, Map.of()),
            null);
    Files.writeString(output.resolve("run.json"), JsonDocument.write(other));
    refusedUntouched(
        "holds the result of another run (dedup 0123456789abcdef)", "give --overwrite to replace");
  }

  @Test
  void outputThatIsAFileIsRefused() throws IOException {
    output = data;
    assertThat(run().refusedWith(ExitCode.OUTPUT).err()).contains(data.toString());
    output = data.resolve("below");
    assertThat(run().refusedWith(ExitCode.OUTPUT).err()).contains(data.toString());
    assertThat(data).isRegularFile();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nosuchscheme://bucket/out",
        "s3a://bucket/out",
        "a:b",
        "/proc/gristmill-test/out"
      })
  void unusableOutputIsReported(String place) {
    CliRun run = CliRun.withoutSpark("filter", "--input", data.toString(), "--output", place);
    assertThat(run.code()).isEqualTo(ExitCode.OUTPUT.code());
    assertThat(run.err()).contains(place).doesNotContain("\tat ");
  }

  // ---- Spark's settings

  @Test
  void committerThatExposesPartialTablesIsRefused() {
    String before = System.setProperty(COMMITTER, "2");
    try {
      assertThat(run().refusedWith(ExitCode.CONFIGURATION).err())
          .contains(COMMITTER + " must be 1, was 2")
          .contains("remove the setting");
      assertThat(output).doesNotExist();
    } finally {
      if (before == null) {
        System.clearProperty(COMMITTER);
      } else {
        System.setProperty(COMMITTER, before);
      }
    }
  }
}
