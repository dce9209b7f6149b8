package io.gristmill.jobs.train.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.train.file.AtomicFiles;
import io.gristmill.manifest.JsonDocument;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The MLflow run that a training logs to.
 *
 * @param unloggedParameters parameters that the server does not have yet
 */
record MlflowRun(RestClient rest, String runId, Map<String, String> unloggedParameters) {

  /** The MLflow run of a run directory. */
  static final String FILE = "mlflow.json";

  /** Maximum number of values per call. */
  static final int MAX_POINTS = 1000;

  private static final int MAX_PARAMETERS = 100;
  private static final int MAX_VALUE_CHARS = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Content of {@link #FILE}. */
  record SavedRun(String trackingUri, String experimentId, String runId) {}

  /** Resumes the run of the run directory, or creates one and stores it there. */
  static MlflowRun open(
      RestClient rest, MlflowConfig config, Path file, RunInfo training, long wallMillis)
      throws MlflowException, InterruptedException {
    Optional<SavedRun> known = read(file, config.trackingUri());
    if (known.isPresent()) {
      MlflowRun run = new MlflowRun(rest, known.get().runId(), Map.of());
      run.update(JSON.createObjectNode().put("status", "RUNNING"));
      return run;
    }
    String experimentId = getOrCreateExperiment(rest, config.experimentName());
    MlflowRun run = create(rest, experimentId, config, training, wallMillis);
    SavedRun saved = new SavedRun(config.trackingUri().toString(), experimentId, run.runId);
    AtomicFiles.write(file, partial -> Files.writeString(partial, JsonDocument.write(saved)));
    return run;
  }

  /** The stored run, if it is on this server. */
  private static Optional<SavedRun> read(Path file, URI server) {
    try {
      SavedRun known = JsonDocument.read(Files.readString(file), SavedRun.class);
      return Optional.of(known).filter(k -> server.toString().equals(k.trackingUri()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // missing or damaged: a new run is created
    }
  }

  private static MlflowRun create(
      RestClient rest, String experimentId, MlflowConfig config, RunInfo training, long wallMillis)
      throws MlflowException, InterruptedException {
    String name = config.runName().orElse(training.name());
    ObjectNode body = JSON.createObjectNode().put("experiment_id", experimentId);
    body.put("run_name", name).put("start_time", wallMillis);
    ArrayNode tags = body.putArray("tags");
    tags.addObject().put("key", "mlflow.runName").put("value", name);
    tags.addObject().put("key", "mlflow.source.name").put("value", "gristmill " + training.job());
    JsonNode response = rest.post("runs/create", body);
    String runId = require(response.path("run").path("info").path("run_id"), "run id");
    return new MlflowRun(rest, runId, training.settings());
  }

  private static String getOrCreateExperiment(RestClient rest, String name)
      throws MlflowException, InterruptedException {
    try {
      return findExperiment(rest, name);
    } catch (MlflowException e) {
      if (!e.hasCode("RESOURCE_DOES_NOT_EXIST")) {
        throw e;
      }
    }
    try {
      JsonNode response =
          rest.post("experiments/create", JSON.createObjectNode().put("name", name));
      return require(response.path("experiment_id"), "experiment id");
    } catch (MlflowException e) {
      if (e.hasCode("RESOURCE_ALREADY_EXISTS")) { // another training created it meanwhile
        return findExperiment(rest, name);
      }
      throw e;
    }
  }

  private static String findExperiment(RestClient rest, String name)
      throws MlflowException, InterruptedException {
    JsonNode response = rest.get("experiments/get-by-name", "experiment_name", name);
    return require(response.path("experiment").path("experiment_id"), "experiment id");
  }

  private static String require(JsonNode value, String what) throws MlflowException {
    if (value.asText().isEmpty()) {
      throw new MlflowException(
          200, "", "the response has no " + what + "; is this an MLflow server?");
    }
    return value.asText();
  }

  /** Logs the settings as parameters; values that exceed MLflow's limit are truncated. */
  void logParameters() throws MlflowException, InterruptedException {
    List<Map.Entry<String, String>> all = new ArrayList<>(unloggedParameters.entrySet());
    for (int from = 0; from < all.size(); from += MAX_PARAMETERS) {
      ObjectNode body = JSON.createObjectNode().put("run_id", runId);
      ArrayNode params = body.putArray("params");
      for (var one : all.subList(from, Math.min(all.size(), from + MAX_PARAMETERS))) {
        params
            .addObject()
            .put("key", sanitizeKey(one.getKey()))
            .put("value", truncate(one.getValue()));
      }
      rest.post("runs/log-batch", body);
    }
  }

  /** One value of a metric. */
  record MetricPoint(String key, double value, long wallMillis, long step) {}

  /** Logs values, at most {@link #MAX_POINTS}. */
  void logMetrics(List<MetricPoint> points) throws MlflowException, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("run_id", runId);
    ArrayNode metrics = body.putArray("metrics");
    for (MetricPoint point : points) {
      ObjectNode metric = metrics.addObject().put("key", sanitizeKey(point.key()));
      if (Double.isFinite(point.value())) {
        metric.put("value", point.value());
      } else {
        metric.put("value", Double.toString(point.value())); // protobuf's JSON encoding
      }
      metric.put("timestamp", point.wallMillis()).put("step", point.step());
    }
    rest.post("runs/log-batch", body);
  }

  void end(String status, long wallMillis) throws MlflowException, InterruptedException {
    update(JSON.createObjectNode().put("status", status).put("end_time", wallMillis));
  }

  private void update(ObjectNode change) throws MlflowException, InterruptedException {
    rest.post("runs/update", change.put("run_id", runId));
  }

  /** Replaces characters that not every version of MLflow accepts. */
  private static String sanitizeKey(String name) {
    return name.replaceAll("[^\\w./ -]", "_");
  }

  private static String truncate(String value) {
    return value.codePointCount(0, value.length()) <= MAX_VALUE_CHARS
        ? value
        : value.substring(0, value.offsetByCodePoints(0, MAX_VALUE_CHARS - 3)) + "...";
  }
}
