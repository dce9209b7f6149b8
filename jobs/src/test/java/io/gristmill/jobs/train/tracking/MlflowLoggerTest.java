package io.gristmill.jobs.train.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import io.gristmill.llm.client.SecretSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowLoggerTest {

  private static final LogTime NOW = new LogTime(1_750_000_000_000L, 1, OptionalDouble.empty());
  private static final String SECRET = "t0ps3cret";

  @TempDir private Path directory;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private FakeMlflow server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeMlflow();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private MlflowLogger open(
      URI uri, long step, Map<String, String> settings, int queue, int seconds) {
    MlflowConfig config =
        new MlflowConfig(
            uri,
            "mill",
            Optional.empty(),
            SecretSource.parse("env:MLFLOW_TRACKING_TOKEN"),
            "sft.mlflow.tracking-token",
            queue,
            seconds);
    RunInfo training = new RunInfo("sft", "wheat", 100, settings);
    return MlflowLogger.open(config, directory, training, step, 5, name -> SECRET, said::add);
  }

  private MlflowLogger open(long step) {
    return open(server.uri(), step, Map.of("sft.bf16", "false"), 20_000, 20);
  }

  private static void logSteps(MlflowLogger mlflow, long from, long to) {
    for (long step = from; step <= to; step++) {
      mlflow.logMetrics(new StepMetrics(step, Split.TRAIN, Map.of("loss", 1.0 / step)), NOW);
    }
  }

  @Test
  void metricsAndSettingsAreSentToARunOfTheExperiment() {
    MlflowLogger mlflow = open(0);
    logSteps(mlflow, 1, 3);
    mlflow.complete();
    mlflow.close();
    assertThat(server.metrics())
        .extracting(JsonNode::toString)
        .containsExactly(
            "{\"key\":\"train/loss\",\"value\":1.0,\"timestamp\":1750000000000,\"step\":1}",
            "{\"key\":\"train/loss\",\"value\":0.5,\"timestamp\":1750000000000,\"step\":2}",
            "{\"key\":\"train/loss\",\"value\":0.3333333333333333,\"timestamp\":1750000000000,"
                + "\"step\":3}");
    assertThat(server.parameters()).containsExactly(Map.entry("sft.bf16", "false"));
    assertThat(server.states()).containsExactly("run1 FINISHED");
    assertThat(server.calls())
        .startsWith(
            "experiments/get-by-name?experiment_name=mill", "experiments/create", "runs/create");
    assertThat(said).isEmpty();
  }

  @Test
  void theTokenIsSentAndNeverLogged() throws IOException {
    server.fail(1, 500);
    open(0).close();
    assertThat(server.authorizations()).isNotEmpty().containsOnly("Bearer " + SECRET);
    assertThat(said).hasSize(1).element(0).asString().contains("HTTP 500 the secret is <hidden>");
    assertThat(Files.readString(directory.resolve("mlflow.json"))).doesNotContain(SECRET);
  }

  @Test
  void aResumedTrainingContinuesTheMlflowRun() {
    MlflowLogger first = open(0);
    logSteps(first, 1, 4);
    first.close();
    MlflowLogger second = open(2);
    logSteps(second, 3, 6);
    second.complete();
    second.close();
    assertThat(server.states()).containsExactly("run1 FAILED", "run1 RUNNING", "run1 FINISHED");
    assertThat(server.metrics()).hasSize(8);
    assertThat(server.calls().stream().filter("runs/create"::equals)).hasSize(1);
  }

  @Test
  void aNewTrainingCreatesANewMlflowRun() {
    open(0).close();
    open(0).close();
    assertThat(server.states()).containsExactly("run1 FAILED", "run2 FAILED");
    assertThat(server.calls().stream().filter("experiments/create"::equals)).hasSize(1);
  }

  @Test
  void manyPointsAndSettingsAreSentInBatches() {
    Map<String, String> settings = new TreeMap<>();
    for (int i = 0; i < 250; i++) {
      settings.put("key " + i, "긴 값 ".repeat(i * 4));
    }
    server.delay(20);
    MlflowLogger mlflow = open(server.uri(), 0, settings, 20_000, 20);
    logSteps(mlflow, 1, 4500);
    mlflow.close();
    assertThat(server.metrics()).hasSize(4500);
    assertThat(server.largestBatch()).isEqualTo(1000);
    assertThat(server.parameters()).hasSize(250);
    assertThat(server.parameters().get("key 249")).hasSize(500).endsWith("...");
  }

  @Test
  void aServerThatRecoversReceivesEveryValue() {
    server.fail(2, 503);
    MlflowLogger mlflow = open(0);
    logSteps(mlflow, 1, 10);
    mlflow.close();
    assertThat(server.metrics()).hasSize(10);
    assertThat(said).hasSize(1).element(0).asString().contains("HTTP 503");
  }

  @Test
  void anUnreachableServerCausesNoDelayAndTheLossIsReported() {
    URI nobody = server.uri();
    server.close();
    MlflowLogger mlflow = open(nobody, 0, Map.of(), 1000, 1);
    long start = System.nanoTime();
    logSteps(mlflow, 1, 50_000);
    mlflow.flush();
    assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
    mlflow.close();
    assertThat(said)
        .hasSize(2)
        .element(1)
        .isEqualTo(
            "MLflow at "
                + nobody
                + ": 50000 of 50000 points were not delivered; metrics.jsonl has all of them");
    assertThat(said.get(0)).contains("no answer", "retrying silently");
  }

  @Test
  void aPermanentErrorStopsSending() {
    server.fail(1, 403);
    MlflowLogger mlflow = open(0);
    logSteps(mlflow, 1, 5);
    mlflow.close();
    assertThat(server.calls()).hasSize(1);
    assertThat(said).hasSize(2);
    assertThat(said.get(0)).contains("HTTP 403", "giving up");
    assertThat(said.get(1)).contains("5 of 5 points were not delivered");
  }

  @Test
  void nonFiniteValuesAreSentInProtobufNotation() {
    MlflowLogger mlflow = open(0);
    mlflow.logMetrics(new StepMetrics(1, Split.EVAL, Map.of("loss", Double.NaN)), NOW);
    mlflow.close();
    assertThat(server.metrics().get(0).path("value").asText()).isEqualTo("NaN");
    assertThat(server.metrics().get(0).path("key").asText()).isEqualTo("eval/loss");
  }
}
