package io.gristmill.jobs.train.watch.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.train.watch.Training;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The run on the server that a training is told to. */
final class RemoteRun {

  /** Of one call. */
  static final int MOST_POINTS = 1000;

  private static final int MOST_PARAMETERS = 100;
  private static final int LONGEST_VALUE = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Rest rest;
  private final String experimentId;
  private final String runId;
  private final Map<String, String> untold;

  /**
   * @param untold parameters that the server does not have yet
   */
  private RemoteRun(Rest rest, String experimentId, String runId, Map<String, String> untold) {
    this.rest = rest;
    this.experimentId = experimentId;
    this.runId = runId;
    this.untold = untold;
  }

  /** The run of before where there is one, else a new one, which the file then knows. */
  static RemoteRun open(
      Rest rest, MlflowConfig config, RunFile file, Training training, long wallMillis)
      throws IOException, InterruptedException {
    Optional<RunFile.Known> known = file.read(config.tracking());
    if (known.isPresent()) {
      return resume(rest, known.get());
    }
    String name = config.runName().orElse(training.name());
    RemoteRun run = create(rest, config.experiment(), name, training, wallMillis);
    file.write(new RunFile.Known(config.tracking().toString(), run.experimentId, run.runId));
    return run;
  }

  /** Goes on in a run that is there. */
  private static RemoteRun resume(Rest rest, RunFile.Known known)
      throws Refusal, InterruptedException {
    RemoteRun run = new RemoteRun(rest, known.experimentId(), known.runId(), Map.of());
    run.update(JSON.createObjectNode().put("status", "RUNNING"));
    return run;
  }

  /** Makes a run, and the experiment where there is none of that name. */
  private static RemoteRun create(
      Rest rest, String experiment, String name, Training training, long wallMillis)
      throws Refusal, InterruptedException {
    String experimentId = experiment(rest, experiment);
    ObjectNode body = JSON.createObjectNode().put("experiment_id", experimentId);
    body.put("run_name", name).put("start_time", wallMillis);
    ArrayNode tags = body.putArray("tags");
    tags.addObject().put("key", "mlflow.runName").put("value", name);
    tags.addObject().put("key", "mlflow.source.name").put("value", "gristmill " + training.job());
    JsonNode made = rest.post("runs/create", body);
    String runId = required(made.path("run").path("info").path("run_id"), "a run's id");
    return new RemoteRun(rest, experimentId, runId, training.settings());
  }

  private static String experiment(Rest rest, String name) throws Refusal, InterruptedException {
    try {
      return find(rest, name);
    } catch (Refusal e) {
      if (!e.is("RESOURCE_DOES_NOT_EXIST")) {
        throw e;
      }
    }
    try {
      JsonNode made = rest.post("experiments/create", JSON.createObjectNode().put("name", name));
      return required(made.path("experiment_id"), "an experiment's id");
    } catch (Refusal e) {
      if (e.is("RESOURCE_ALREADY_EXISTS")) { // another training was quicker
        return find(rest, name);
      }
      throw e;
    }
  }

  private static String find(Rest rest, String name) throws Refusal, InterruptedException {
    JsonNode found = rest.get("experiments/get-by-name", "experiment_name", name);
    return required(found.path("experiment").path("experiment_id"), "an experiment's id");
  }

  private static String required(JsonNode value, String what) throws Refusal {
    if (value.asText().isEmpty()) {
      throw new Refusal(200, "", "the answer is without " + what + "; is it an MLflow server?");
    }
    return value.asText();
  }

  /** What the training was set to; a value is cut where MLflow would refuse it. */
  void parameters() throws Refusal, InterruptedException {
    List<Map.Entry<String, String>> all = new ArrayList<>(untold.entrySet());
    for (int from = 0; from < all.size(); from += MOST_PARAMETERS) {
      ObjectNode body = JSON.createObjectNode().put("run_id", runId);
      ArrayNode params = body.putArray("params");
      for (var one : all.subList(from, Math.min(all.size(), from + MOST_PARAMETERS))) {
        params.addObject().put("key", key(one.getKey())).put("value", cut(one.getValue()));
      }
      rest.post("runs/log-batch", body);
    }
  }

  /** At most {@link #MOST_POINTS}. */
  void points(List<Point> points) throws Refusal, InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("run_id", runId);
    ArrayNode metrics = body.putArray("metrics");
    for (Point point : points) {
      ObjectNode metric = metrics.addObject().put("key", key(point.key()));
      if (Double.isFinite(point.value())) {
        metric.put("value", point.value());
      } else {
        metric.put("value", Double.toString(point.value())); // as protocol buffers have it in JSON
      }
      metric.put("timestamp", point.wallMillis()).put("step", point.step());
    }
    rest.post("runs/log-batch", body);
  }

  void end(String status, long wallMillis) throws Refusal, InterruptedException {
    update(JSON.createObjectNode().put("status", status).put("end_time", wallMillis));
  }

  private void update(ObjectNode change) throws Refusal, InterruptedException {
    rest.post("runs/update", change.put("run_id", runId));
  }

  /** Letters, digits, and of other signs those that every version of MLflow takes. */
  private static String key(String name) {
    return name.replaceAll("[^\\w./ -]", "_");
  }

  private static String cut(String value) {
    return value.codePointCount(0, value.length()) <= LONGEST_VALUE
        ? value
        : value.substring(0, value.offsetByCodePoints(0, LONGEST_VALUE - 3)) + "...";
  }
}
