package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options {@code -v} and {@code -q}: log level, stack traces and progress. */
class LoggingOptionsTest {

  private static final String LOG_LEVEL = "gristmill.log.level";

  private String before = "";

  @BeforeEach
  void remember() {
    before = System.getProperty(LOG_LEVEL, "");
    System.clearProperty(LOG_LEVEL);
  }

  @AfterEach
  void restore() {
    System.clearProperty(LOG_LEVEL);
    if (!before.isEmpty()) {
      System.setProperty(LOG_LEVEL, before);
    }
  }

  @ParameterizedTest
  @CsvSource({"-v, info", "--verbose, info", "-q, error", "--quiet, error"})
  void optionSetsTheLogLevel(String option, String level) {
    Main.setLogLevel(List.of("dedup", "data.jsonl"));
    assertThat(System.getProperty(LOG_LEVEL)).isNull();
    Main.setLogLevel(List.of("dedup", "data.jsonl", option));
    assertThat(System.getProperty(LOG_LEVEL)).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v", "--verbose"})
  void verbosePrintsTheStackTraceAfterTheMessage(String option) {
    CliRun run = CliRun.withoutSpark("dedup", "missing.jsonl", "--output", "never-written", option);
    assertThat(run.code()).isEqualTo(ExitCode.INPUT.code());
    assertThat(run.err())
        .startsWith("gristmill: input missing.jsonl does not exist")
        .contains("\tat io.gristmill.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-q", "--quiet"})
  void quietKeepsErrorsAndOutput(String option) {
    CliRun.withoutSpark("dedup", "missing.jsonl", "--output", "never-written", option)
        .refusedWith(ExitCode.INPUT);
    CliRun printed = CliRun.withoutSpark("dedup", "--print-config", option).succeeded();
    assertThat(printed.out()).contains("threshold");
    assertThat(printed.err()).isEmpty();
  }

  @Test
  void stackTracesNeedTheOption() {
    CliRun.withoutSpark("dedup", "missing.jsonl", "--output", "never-written")
        .refusedWith(ExitCode.INPUT);
  }
}
