package io.gristmill.jobs.train.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");
  private static final LogTime NOW = new LogTime(1_750_000_000_000L, 3725, OptionalDouble.of(640));

  @TempDir private Path directory;

  private HtmlReport openReport(Map<String, String> settings) {
    return new HtmlReport(directory, new RunInfo("sft", "밀 <1>", 400, settings), 0);
  }

  private String html() throws IOException {
    return Files.readString(directory.resolve(HtmlReport.FILE));
  }

  private JsonNode data() throws IOException {
    Matcher matcher = DATA.matcher(html());
    assertThat(matcher.find()).isTrue();
    return JSON.readTree(matcher.group(1));
  }

  private static StepMetrics measures(long step, Split split, String name, double value) {
    return new StepMetrics(step, split, Map.of(name, value));
  }

  private static Samples samples(long step, String prompt, String answer) {
    return new Samples(step, List.of(new Sample(prompt, answer)));
  }

  @Test
  void aTrainingWithoutMetricsHasAReport() throws IOException {
    openReport(Map.of()).close();
    assertThat(html()).contains("Nothing was measured yet.", "None yet.", "Interrupted");
    assertThat(data()).isEmpty();
  }

  @Test
  void anEvaluationAddsItsCurveToTheChartOfTheTrainingMetric() throws IOException {
    try (HtmlReport report = openReport(Map.of())) {
      report.logMetrics(measures(1, Split.TRAIN, "loss", 2.5), NOW);
      report.logMetrics(measures(2, Split.TRAIN, "loss", 2.25), NOW);
      report.logMetrics(measures(2, Split.EVAL, "loss", 2.75), NOW);
      JsonNode curves = data().path(0).path("curves");
      assertThat(curves).hasSize(2);
      assertThat(curves.path(0).toString())
          .isEqualTo("{\"name\":\"train\",\"steps\":[1,2],\"values\":[2.5,2.25]}");
      assertThat(curves.path(1).toString())
          .isEqualTo("{\"name\":\"eval\",\"steps\":[2],\"values\":[2.75]}");
      assertThat(html()).contains("<h3>Loss</h3>", "<h3>Tokens per second</h3>", "1 h 2 min");
      assertThat(html()).contains("2 of 400", "2.750 at step 2", "Running, as of 2025-06-15");
    }
  }

  @Test
  void rewardsShareAChartAndUnknownMetricsHaveTheirOwn() throws IOException {
    try (HtmlReport report = openReport(Map.of())) {
      Map<String, Double> values =
          Map.of("rewards/chosen", 1.0, "rewards/rejected", -1.0, "sparsity <x>", 0.5);
      report.logMetrics(new StepMetrics(1, Split.TRAIN, values), NOW);
    }
    assertThat(data().path(0).path("curves").findValuesAsText("name"))
        .containsExactly("train chosen", "train rejected");
    assertThat(html()).contains("<h3>Rewards</h3>", "<h3>sparsity &lt;x&gt;</h3>");
  }

  @Test
  void noTextEscapesItsElement() throws IOException {
    String attack = "</script></pre><img src=x onerror=alert(1)>{{data}} & \"'";
    try (HtmlReport report = openReport(Map.of("name <b>", attack))) {
      report.logMetrics(measures(1, Split.TRAIN, "loss</script><i>", 1), NOW);
      report.logSamples(samples(1, attack, "물레방아 👩🏽‍🌾 \u0000\ud83d"), NOW);
    }
    assertThat(html())
        .doesNotContain("<img src=x", "<i>", "name <b>", "\u0000")
        .contains("&lt;/script&gt;&lt;/pre&gt;&lt;img src=x onerror=alert(1)&gt;{{data}} &amp; ")
        .contains("물레방아 👩🏽‍🌾 \ufffd\ufffd", "sft: 밀 &lt;1&gt;");
    assertThat(data()).hasSize(2);
  }

  @Test
  void theReportIsSelfContained() throws IOException {
    openReport(Map.of()).close();
    assertThat(html()).contains("Content-Security-Policy", "default-src 'none'", "Chart.js v");
    assertThat(html()).doesNotContainPattern("(src|href)=\"(?!data:)");
    assertThat(html())
        .doesNotContain("sourceMappingURL")
        .contains("Permission is hereby granted, free of charge");
  }

  @Test
  void nonFiniteValuesAreReported() throws IOException {
    try (HtmlReport report = openReport(Map.of())) {
      report.logMetrics(measures(1, Split.TRAIN, "loss", 1), NOW);
      report.logMetrics(measures(2, Split.TRAIN, "loss", Double.NaN), NOW);
    }
    assertThat(html()).contains("train/loss was not a finite number 1 time.");
    assertThat(data().path(0).path("curves").path(0).path("values").toString()).isEqualTo("[1.0]");
  }

  @Test
  void onlyTheFirstAndTheLatestOfManySamplesAreShown() throws IOException {
    try (HtmlReport report = openReport(Map.of())) {
      for (int step = 1; step <= History.MAX_SAMPLES + 20; step++) {
        report.history().add(samples(step, "p", "answer " + step + "."), NOW);
      }
    }
    assertThat(html())
        .contains("answer 1.", "answer 120.", "answer 22.", "20 more between the first")
        .doesNotContain("answer 2.", "answer 21.");
    assertThat(html().indexOf("answer 120.")).isLessThan(html().indexOf("answer 119."));
  }

  @Test
  void onlyACompletedTrainingIsShownAsFinished() throws IOException {
    HtmlReport report = openReport(Map.of());
    report.logMetrics(measures(1, Split.TRAIN, "loss", 1), NOW);
    report.flush();
    assertThat(html()).contains("Running, as of");
    report.complete();
    report.close();
    assertThat(html()).contains("Finished, as of");
    assertThat(directory.toFile().list()).containsExactly(HtmlReport.FILE);
  }

  @Test
  void aLongTrainingHasAReportOfBoundedSize() throws IOException {
    try (HtmlReport report = openReport(Map.of())) {
      for (int step = 1; step <= 60_000; step++) {
        report.logMetrics(measures(step, Split.TRAIN, "loss", 1.0 / step), NOW);
      }
    }
    assertThat(data().path(0).path("curves").path(0).path("steps").size()).isLessThan(2100);
    assertThat(html().length()).isLessThan(400_000);
  }
}
