package io.gristmill.jobs.train.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.gristmill.concurrent.Daemons;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Client of MLflow's REST API 2.0. Redirects are not followed, since they could leak the token. */
final class RestClient implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration REQUEST = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final int MAX_MESSAGE_CHARS = 200;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;
  private final @Nullable String token;
  private final ExecutorService executor = Daemons.pool("mlflow-http", 1);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .executor(executor)
          .build();

  RestClient(URI server, @Nullable String token) {
    this.server = server;
    this.token = token;
  }

  JsonNode get(String path, String parameter, String value)
      throws MlflowException, InterruptedException {
    String query = parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    return send(request(path + "?" + query).GET().build());
  }

  JsonNode post(String path, JsonNode body) throws MlflowException, InterruptedException {
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + "/api/2.0/mlflow/" + path)).timeout(REQUEST);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private JsonNode send(HttpRequest request) throws MlflowException, InterruptedException {
    HttpResponse<String> response;
    try {
      response = client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new MlflowException(0, "", "no answer (" + e.getClass().getSimpleName() + ")");
    }
    JsonNode body = parse(response.body());
    if (response.statusCode() == OK) {
      return body;
    }
    throw new MlflowException(
        response.statusCode(),
        body.path("error_code").asText(),
        "HTTP " + response.statusCode() + ' ' + redact(body.path("message").asText()));
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** The server's message on one line, truncated, without the token. */
  private String redact(String words) {
    String line = words.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    String safe = token == null ? line : line.replace(token, "<hidden>");
    return safe.length() <= MAX_MESSAGE_CHARS ? safe : safe.substring(0, MAX_MESSAGE_CHARS) + "...";
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
