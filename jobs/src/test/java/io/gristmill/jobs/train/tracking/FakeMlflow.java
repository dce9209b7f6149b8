package io.gristmill.jobs.train.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A loopback server with the used part of MLflow's REST API. */
final class FakeMlflow implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "/api/2.0/mlflow/";

  private final HttpServer server;
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final Map<String, String> experiments = new LinkedHashMap<>();
  private final List<JsonNode> metrics = new ArrayList<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final List<String> states = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private int largestBatch;
  private int runs;
  private int failures;
  private int failureStatus;
  private long delayMillis;

  FakeMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(executor);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next calls fail. */
  synchronized void fail(int calls, int status) {
    failures = calls;
    failureStatus = status;
  }

  synchronized void delay(long millis) {
    delayMillis = millis;
  }

  synchronized List<JsonNode> metrics() {
    return List.copyOf(metrics);
  }

  synchronized Map<String, String> parameters() {
    return Map.copyOf(parameters);
  }

  synchronized List<String> states() {
    return List.copyOf(states);
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  synchronized List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  synchronized int largestBatch() {
    return largestBatch;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    String call = exchange.getRequestURI().toString().substring(PREFIX.length());
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    int status;
    String body;
    synchronized (this) {
      pause();
      calls.add(call);
      authorizations.add(String.valueOf(authorization));
      status = failures-- > 0 ? failureStatus : 200;
      body = status == 200 ? answer(call, JSON.readTree(sent)) : error("INTERNAL_ERROR");
    }
    if (body.contains("error_code") && status == 200) {
      status = body.contains("DOES_NOT_EXIST") ? 404 : 400;
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(delayMillis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String answer(String call, JsonNode sent) {
    if (call.startsWith("experiments/get-by-name?experiment_name=")) {
      String id = experiments.get(call.substring(call.indexOf('=') + 1));
      return id == null
          ? error("RESOURCE_DOES_NOT_EXIST")
          : "{\"experiment\":{\"experiment_id\":\"" + id + "\"}}";
    }
    return switch (call) {
      case "experiments/create" -> {
        experiments.put(sent.path("name").asText(), "7");
        yield "{\"experiment_id\":\"7\"}";
      }
      case "runs/create" -> {
        runs++;
        yield "{\"run\":{\"info\":{\"run_id\":\"run" + runs + "\"}}}";
      }
      case "runs/log-batch" -> logged(sent);
      case "runs/update" -> {
        states.add(sent.path("run_id").asText() + " " + sent.path("status").asText());
        yield "{}";
      }
      default -> error("ENDPOINT_NOT_FOUND");
    };
  }

  private String logged(JsonNode sent) {
    JsonNode points = sent.path("metrics");
    if (points.size() > 1000 || sent.path("params").size() > 100) {
      return error("INVALID_PARAMETER_VALUE");
    }
    largestBatch = Math.max(largestBatch, points.size());
    points.forEach(metrics::add);
    sent.path("params")
        .forEach(one -> parameters.put(one.path("key").asText(), one.path("value").asText()));
    return "{}";
  }

  private static String error(String code) {
    return "{\"error_code\":\"" + code + "\",\"message\":\"the secret is t0ps3cret\"}";
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
