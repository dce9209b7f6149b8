package io.gristmill.jobs.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
  void jobsCarryTheNameOfTheStepTheyAreInAlsoAfterAStepInside() {
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
  void theOuterStepComesBackAlsoWhenTheInnerOneFails() {
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
  void aMeterIsShownWithItsRateAndWhatIsLeft() throws InterruptedException {
    try (Progress progress = new Progress(out, true)) {
      progress.enterStage("dedup");
      progress.step(
          LocalSpark.session(),
          "writing rows",
          () -> {
            WorkMeter meter = WorkMeter.start("pairs of texts", 4_000);
            meter.setDone(1_000);
            return waitFor("1000/4000 pairs of texts") && finished(meter);
          });
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .containsPattern("dedup: writing rows {2}1000/4000 pairs of texts, \\d s, \\d+/s, \\d+ s");
  }

  private static boolean finished(WorkMeter meter) {
    meter.finish();
    return true;
  }

  private boolean waitFor(String text) {
    for (int i = 0; i < 400; i++) {
      if (bytes.toString(StandardCharsets.UTF_8).contains(text)) {
        return true;
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return false;
  }
}
