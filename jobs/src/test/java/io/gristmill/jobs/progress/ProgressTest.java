package io.gristmill.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntToLongFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private static @Nullable String group(SparkSession spark) {
    SparkContext context = spark.sparkContext();
    String description = context.getLocalProperty("spark.job.description");
    String group = context.getLocalProperty("spark.jobGroup.id");
    assertThat(group).isEqualTo(description);
    return group;
  }

  @Test
  void jobsHaveTheNameOfTheirStepEvenAfterANestedStep() {
    SparkSession spark = LocalSpark.session();
    List<@Nullable String> groups = new ArrayList<>();
    try (Progress progress = new Progress(out, false)) {
      progress.enterStage("dedup");
      progress.step(
          spark,
          "joining",
          () -> {
            groups.add(group(spark));
            progress.step(spark, "packing", () -> groups.add(group(spark)));
            return groups.add(group(spark));
          });
      groups.add(group(spark));
    }
    assertThat(groups).containsExactly("dedup: joining", "dedup: packing", "dedup: joining", null);
  }

  @Test
  void theOuterStepIsRestoredWhenTheNestedOneFails() {
    SparkSession spark = LocalSpark.session();
    try (Progress progress = new Progress(out, false)) {
      progress.enterStage("dedup");
      String after =
          progress.step(
              spark,
              "joining",
              () -> {
                try {
                  progress.step(
                      spark,
                      "packing",
                      () -> {
                        throw new IllegalStateException("the mill stands still");
                      });
                } catch (IllegalStateException expected) {
                  assertThat(expected).hasMessage("the mill stands still");
                }
                return String.valueOf(group(spark));
              });
      assertThat(after).isEqualTo("dedup: joining");
    }
  }

  @Test
  void aTerminalShowsRateAndRemainingTimeOfAMeter() {
    String shown = shown(true, 100, second -> 10L * second);
    assertThat(shown).contains("] dedup: joining  10/1,000 pairs of texts, 1 s" + "\r");
    assertThat(shown).contains("] dedup: joining  500/1,000 pairs of texts, 50 s, 10/s, 50 s left");
    assertThat(shown).contains("[############............]");
    assertThat(shown).contains("1,000/1,000 pairs of texts, 1 min 40 s, 10/s, 0 s left");
  }

  @Test
  void aStalledStepShowsNoProgressInsteadOfAGrowingEstimate() {
    String shown = shown(true, 100, second -> 10L * Math.min(second, 20));
    assertThat(shown).contains("200/1,000 pairs of texts, 20 s, 10/s, 1 min 20 s left");
    assertThat(shown).contains("200/1,000 pairs of texts, 40 s, 10/s, 1 min 0 s left");
    assertThat(shown).contains("200/1,000 pairs of texts, 1 min 0 s, no progress for 40 s");
    assertThat(shown).contains("no progress for 1 min 20 s");
  }

  @Test
  void aLogGetsALineEveryTenSecondsAndFewerLater() {
    assertThat(shown(false, 100, second -> 10L * second).lines()).hasSize(10);
    assertThat(shown(false, 3600, second -> (long) second).lines()).hasSizeBetween(30, 50);
  }

  /** The output of a display whose meter is updated once a second of a simulated clock. */
  private String shown(boolean terminal, int seconds, IntToLongFunction done) {
    bytes.reset();
    AtomicLong now = new AtomicLong();
    try (Progress progress = new Progress(out, terminal, now::get)) {
      progress.enterStage("dedup");
      progress.step(
          LocalSpark.session(),
          "joining",
          () -> {
            WorkMeter meter = WorkMeter.start("pairs of texts", 1_000, () -> "", () -> 0, now::get);
            for (int second = 1; second <= seconds; second++) {
              now.addAndGet(1_000_000_000);
              meter.setDone(done.applyAsLong(second));
              progress.tick();
            }
            meter.finish();
            return true;
          });
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
