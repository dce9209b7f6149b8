package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Repeated runs into the same directory; the tests build on each other in order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RerunIT {

  @TempDir static Path folder;

  private static Path output;

  @BeforeAll
  static void firstRun() throws IOException {
    Files.writeString(
        folder.resolve("data.jsonl"),
        """
        {"instruction": "Name three rivers.", "output": "Rhine, Danube and Elbe."}
        {"instruction": "강 이름을 하나 말해 보세요.", "output": "한강입니다."}
        {"instruction": "Say nothing.", "output": " "}
        {"instruction": "Name three rivers.", "output": "Rhine, Danube and Elbe."}
        {"instruct
        """);
    output = folder.resolve("out");
    filter().succeeded();
  }

  private static CliRun filter(String... settings) {
    return CliRun.of(arguments(settings));
  }

  private static String[] arguments(String... settings) {
    String[] base = {
      "filter",
      "--input=" + folder.resolve("data.jsonl"),
      "--output=" + output,
      "--set=filter.rules.length.output.max-chars=500"
    };
    String[] all = java.util.Arrays.copyOf(base, base.length + settings.length);
    System.arraycopy(settings, 0, all, base.length, settings.length);
    return all;
  }

  private static RunRecord run() throws IOException {
    return JsonDocument.read(Files.readString(output.resolve("run.json")), RunRecord.class);
  }

  @Test
  @Order(1)
  void firstRunAccountsForEveryRow() throws IOException {
    assertThat(run().counts().droppedByRule())
        .containsEntry("filter/empty", 1L)
        .containsEntry("filter/exact-duplicate", 1L)
        .containsKey("ingest/bad-json")
        .hasSize(3);
    assertThat(run().counts().read()).isEqualTo(5);
    assertThat(run().counts().kept()).isEqualTo(2);
  }

  @Test
  @Order(2)
  void sameArgumentsAgainChangeNothing() {
    Map<String, String> before = CliFiles.state(output);
    CliRun again = CliRun.withoutSpark(arguments()).succeeded();
    assertThat(again.out()).startsWith("filter: nothing to do");
    assertThat(CliFiles.state(output)).isEqualTo(before);
  }

  @Test
  @Order(3)
  void otherSettingsInTheSameDirectoryAreRefused() {
    Map<String, String> before = CliFiles.state(output);
    CliRun.withoutSpark(arguments("--set=filter.preset=none")).refusedWith(ExitCode.OUTPUT);
    CliRun.withoutSpark(arguments("--format=jsonl")).refusedWith(ExitCode.OUTPUT);
    assertThat(CliFiles.state(output)).isEqualTo(before);
  }

  @Test
  @Order(4)
  void settingsOfOtherJobsChangeNothing() {
    assertThat(CliRun.withoutSpark(arguments("--set=dedup.threshold=0.9")).succeeded().out())
        .startsWith("filter: nothing to do");
  }

  @Test
  @Order(5)
  void overwriteReplacesTheResult() throws IOException {
    RunRecord before = run();
    filter("--set=filter.preset=none", "--overwrite").succeeded();
    assertThat(run().fingerprint()).isNotEqualTo(before.fingerprint());
    assertThat(run().counts().kept()).isEqualTo(4);
    assertThat(output.resolve(".work")).doesNotExist();
    assertThat(output.resolve("stages")).doesNotExist();
  }

  @Test
  @Order(6)
  void nextRunFindsTheReplacedResult() {
    assertThat(CliRun.withoutSpark(arguments("--set=filter.preset=none")).succeeded().out())
        .startsWith("filter: nothing to do");
  }
}
