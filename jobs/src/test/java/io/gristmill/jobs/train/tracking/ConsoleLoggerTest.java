package io.gristmill.jobs.train.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ConsoleLoggerTest {

  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long now;

  private ConsoleLogger console(long step, boolean terminal) {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    RunInfo training = new RunInfo("sft", "wheat", 200, Map.of());
    return new ConsoleLogger(training, step, print, terminal, () -> now);
  }

  private List<String> shown() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static StepMetrics train(long step) {
    return new StepMetrics(step, Split.TRAIN, Map.of("loss", 2.34567));
  }

  private static LogTime pace(double tokens) {
    return new LogTime(0, 0, OptionalDouble.of(tokens));
  }

  @Test
  void aLogGetsALineEveryTenSecondsWithTheTimeLeft() {
    try (ConsoleLogger console = console(0, false)) {
      for (int step = 1; step <= 25; step++) {
        now += SECOND;
        console.logMetrics(train(step), pace(1234.5));
      }
    }
    assertThat(shown())
        .containsExactly(
            "sft  0/200 steps, 0 s",
            "sft  10/200 steps, loss 2.3457, 1235 tokens/s, 10 s, 3 min 10 s left",
            "sft  20/200 steps, loss 2.3457, 1235 tokens/s, 20 s, 3 min 0 s left",
            "sft  25/200 steps, loss 2.3457, 1235 tokens/s, 25 s, 2 min 55 s left");
  }

  @Test
  void aTerminalGetsABarThatIsRedrawn() {
    try (ConsoleLogger console = console(0, true)) {
      now += SECOND;
      console.logMetrics(train(100), pace(9.87));
    }
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains(
            "\r\033[K[############............] sft  100/200 steps, loss 2.3457, 9.9 tokens/s, 1 s")
        .endsWith("\r\033[Ksft  100/200 steps, loss 2.3457, 9.9 tokens/s, 1 s\n");
  }

  @Test
  void theRemainingTimeIsEstimatedFromTheStepsOfThisProcess() {
    try (ConsoleLogger console = console(100, false)) {
      now += 10 * SECOND;
      console.logMetrics(train(110), new LogTime(0, 5000, OptionalDouble.empty()));
      now += 10 * SECOND;
      console.logMetrics(train(120), new LogTime(0, 5000, OptionalDouble.empty()));
    }
    assertThat(shown())
        .contains(
            "sft  110/200 steps, loss 2.3457, 10 s",
            "sft  120/200 steps, loss 2.3457, 20 s, 1 min 20 s left");
  }

  @Test
  void anEvaluationHasASeparateLine() {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", 2.123456);
    values.put("perplexity", 8.36);
    values.put("epoch", 1.0);
    try (ConsoleLogger console = console(0, false)) {
      console.logMetrics(new StepMetrics(50, Split.EVAL, values), pace(1));
    }
    assertThat(shown())
        .contains("sft: evaluation after step 50, loss 2.123, perplexity 8.360, epoch 1");
  }

  @Test
  void aLineIsPrintedAboveTheBar() {
    try (ConsoleLogger console = console(0, true)) {
      console.line("MLflow is away");
    }
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("\r\033[KMLflow is away\n\r\033[K[");
  }
}
