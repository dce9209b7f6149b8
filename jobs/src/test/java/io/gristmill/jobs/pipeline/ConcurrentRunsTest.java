package io.gristmill.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.storage.LockFiles;
import io.gristmill.jobs.testing.Corpus;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests runs that use the same directory, concurrently or one after another. */
class ConcurrentRunsTest {

  @TempDir Path folder;
  private Path output;

  @BeforeEach
  void newOutput() {
    output = folder.resolve("out");
  }

  private static TestStage source() {
    return TestStage.source(Corpus.random(61, 40), 2);
  }

  private static TestStage failing(String settings) {
    return new TestStage(
        "filter",
        settings,
        rows -> {
          throw new IllegalStateException("the mill stands still");
        });
  }

  /** A stage whose artifact is a file with this text. */
  private record Exporting(String text) implements Stage {

    @Override
    public String name() {
      return "export";
    }

    @Override
    public String fingerprint() {
      return text;
    }

    @Override
    public StageResult apply(StageContext context, Dataset<Row> examples) {
      Path made = Path.of(context.workFolder().replaceFirst("^file:", ""), "made");
      try {
        Files.createDirectories(made);
        Files.writeString(made.resolve("card.md"), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return StageResult.passOn(examples).withArtifacts(made.toString());
    }
  }

  private RunRecord record(String name) {
    return JsonDocument.read(FileBytes.read(output.resolve(name)), RunRecord.class);
  }

  private UserException refused(TestRun run) {
    return catchThrowableOfType(UserException.class, run::execute);
  }

  /** The published files. */
  private Map<String, String> published() {
    Map<String, String> hashes = FileBytes.hashes(output);
    hashes.keySet().removeIf(name -> name.startsWith("stages/") || name.equals("overwrite.json"));
    return hashes;
  }

  private Stream<String> hidden() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(n -> n.startsWith("."))
          .toList()
          .stream();
    }
  }

  /** Runs {@code outer}, and {@code inner} to its end while the stage of {@code outer} works. */
  private @Nullable UserException runDuringStage(TestRun inner) throws InterruptedException {
    AtomicReference<@Nullable UserException> refused = new AtomicReference<>();
    Thread other = new Thread(() -> refused.set(refused(inner)));
    other.start();
    other.join();
    return refused.get();
  }

  @Test
  void oneOfTwoConcurrentRunsSucceedsAndTheOtherMustRunAgain() throws Exception {
    for (String settings : new String[] {"other", "same"}) {
      output = folder.resolve(settings);
      AtomicReference<@Nullable UserException> refused = new AtomicReference<>();
      TestRun rival =
          TestRun.of(output, source(), TestStage.pass("filter", settings)).overwriting();
      TestStage slow =
          new TestStage(
              "filter",
              "same",
              rows -> {
                try {
                  refused.set(runDuringStage(rival));
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                return rows.filter("position % 2 = 0").union(rows.filter("position % 2 = 1"));
              });
      TestRun.of(output, source(), slow).execute();
      UserException messages = java.util.Objects.requireNonNull(refused.get());
      assertThat(messages.exitCode()).isEqualTo(ExitCode.TRY_AGAIN);
      assertThat(messages).hasMessageContaining("another run (curate, process ");
      assertThat(record("run.json").outcome()).isEqualTo(RunRecord.DONE);
      assertThat(FileBytes.lines(output.resolve("rows"))).hasSize(40);
      assertThat(hidden()).isEmpty();
    }
  }

  @Test
  void aRerunFindsItsResultAndAnotherRunIsRefused() {
    TestRun first = TestRun.of(output, source(), TestStage.pass("filter", "1"));
    first.execute();
    assertThat(first.execute().unchanged()).isTrue();
    assertThat(refused(TestRun.of(output, source(), TestStage.pass("filter", "2"))).exitCode())
        .isEqualTo(ExitCode.OUTPUT);
  }

  @Test
  void aFailedOverwriteLeavesTheResultCompleteAndProtected() throws IOException {
    TestRun.of(output, source(), TestStage.pass("filter", "1")).execute();
    Map<String, String> before = published();
    TestRun broken = TestRun.of(output, source(), failing("2"));
    assertThat(
            catchThrowableOfType(IllegalStateException.class, () -> broken.overwriting().execute()))
        .hasMessage("the mill stands still");
    assertThat(published()).isEqualTo(before);
    assertThat(record("overwrite.json").outcome()).isEqualTo(RunRecord.FAILED);
    assertThat(record("overwrite.json").error())
        .isEqualTo("IllegalStateException: the mill stands still");
    for (String settings : new String[] {"2", "3"}) {
      assertThat(refused(TestRun.of(output, source(), TestStage.pass("filter", settings))))
          .hasMessageContaining("holds the result of another run")
          .hasMessageContaining("--overwrite");
    }
    assertThat(published()).isEqualTo(before);
    TestRun.of(output, source(), TestStage.pass("filter", "2")).overwriting().execute();
    assertThat(record("run.json").outcome()).isEqualTo(RunRecord.DONE);
    assertThat(output.resolve("overwrite.json")).doesNotExist();
    assertThat(hidden()).isEmpty();
  }

  @Test
  void aRunKilledWhilePublishingIsCompletedByItsRerunAndProtectedFromOthers() throws IOException {
    TestRun run = TestRun.of(output, source(), new Exporting("card one"));
    run.execute();
    Map<String, String> whole = published();
    RunRecord done = record("run.json");
    whole.remove("run.json");
    Files.writeString(
        output.resolve("run.json"),
        FileBytes.read(output.resolve("run.json")).replace("\"done\"", "\"running\""));
    Files.delete(output.resolve("rejects/part-00000.jsonl"));
    Files.delete(output.resolve("rejects"));
    Files.createDirectories(output.resolve(".work/dead/rows"));
    assertThat(refused(TestRun.of(output, source(), new Exporting("card two"))))
        .hasMessageContaining("holds the result of another run");
    assertThat(run.execute().unchanged()).isFalse();
    Map<String, String> again = published();
    again.remove("run.json");
    assertThat(again).isEqualTo(whole);
    assertThat(record("run.json").counts()).isEqualTo(done.counts());
    assertThat(hidden()).isEmpty();
  }

  @Test
  void artifactsAreThoseOfTheRunDespiteOtherPublications() {
    TestRun one = TestRun.of(output, source(), new Exporting("card one"));
    one.execute();
    TestRun.of(output, source(), new Exporting("card two")).overwriting().execute();
    assertThat(FileBytes.read(output.resolve("export/card.md"))).isEqualTo("card two");
    one.overwriting().execute();
    assertThat(FileBytes.read(output.resolve("export/card.md"))).isEqualTo("card one");
    TestRun.of(output, source(), TestStage.pass("filter", "1")).overwriting().execute();
    assertThat(output.resolve("export")).doesNotExist();
  }

  @Test
  void filesOfARunThatWasKilledAtItsEndAreRemoved() throws IOException {
    TestRun run = TestRun.of(output, source());
    run.execute();
    Files.createDirectories(output.resolve(".work/dead/replaced-rows"));
    Files.writeString(output.resolve(".claim"), LockFiles.ofEndedProcess("curate"));
    assertThat(run.execute().unchanged()).isTrue();
    assertThat(hidden()).isEmpty();
  }
}
