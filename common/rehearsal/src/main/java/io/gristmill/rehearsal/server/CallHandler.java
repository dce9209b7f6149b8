package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.rehearsal.FaultInjection;
import io.gristmill.rehearsal.RehearsalModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Handles the calls of one endpoint. */
final class CallHandler implements HttpHandler {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_BYTES = 64 << 20;
  private static final String SAMPLE_HEADER = "Gristmill-Sample";

  private final ServerProtocol protocol;
  private final RehearsalModel model;
  private final ServerConfig config;
  private final RateLimiter quota;
  private final Ledger ledger;

  CallHandler(
      ServerProtocol protocol,
      RehearsalModel model,
      ServerConfig config,
      RateLimiter quota,
      Ledger ledger) {
    this.protocol = protocol;
    this.model = model;
    this.config = config;
    this.quota = quota;
    this.ledger = ledger;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    ledger.begin();
    try (exchange) {
      call(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ledger.end();
    }
  }

  private void call(HttpExchange exchange) throws IOException, InterruptedException {
    byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BYTES);
    if (!exchange.getRequestMethod().equals("POST")) {
      sendError(exchange, 405, "use POST");
    } else if (!HttpResponses.isAllowed(exchange, config)) {
      sendError(exchange, 401, "the API key is missing or wrong");
    } else {
      parse(exchange, bytes);
    }
  }

  private void parse(HttpExchange exchange, byte[] bytes) throws IOException, InterruptedException {
    JsonNode body;
    Request request;
    try {
      body = MAPPER.readTree(bytes);
      request = withSample(protocol.read(body), exchange);
    } catch (JsonProcessingException e) {
      sendError(exchange, 400, "the body is not JSON");
      return;
    } catch (IllegalArgumentException e) {
      sendError(exchange, 400, String.valueOf(e.getMessage()));
      return;
    }
    Duration wait = quota.take(request);
    if (wait.isZero()) {
      serve(exchange, body, request);
    } else {
      sendRateLimited(exchange, wait);
    }
  }

  /** Adds the sample number, which the protocols transmit in a header. */
  private static Request withSample(Request request, HttpExchange exchange) {
    String sample = exchange.getRequestHeaders().getFirst(SAMPLE_HEADER);
    if (sample == null) {
      return request;
    }
    if (!sample.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(SAMPLE_HEADER + " must be a number of 1 to 9 digits");
    }
    return new Request(
        request.model(), request.prompt(), request.sampling(), Integer.parseInt(sample));
  }

  private void serve(HttpExchange exchange, JsonNode body, Request request)
      throws IOException, InterruptedException {
    String key = RequestKey.of(request).toString();
    FaultInjection.TransportFault fault =
        model.faults().transportFault(key, ledger.nextAttempt(key));
    switch (fault) {
      case TOO_MANY_REQUESTS ->
          sendRateLimited(
              exchange, Duration.ofSeconds(config.rehearsal().transport().retryAfterSeconds()));
      case SERVER_ERROR -> sendError(exchange, 500, "injected server error of the rehearsal");
      case CLOSED -> ledger.recordFailure();
      case HANG -> {
        ledger.recordFailure();
        Thread.sleep(config.rehearsal().transport().hangSeconds() * 1000L);
      }
      case SLOW -> {
        Thread.sleep(config.rehearsal().transport().slowMillis());
        sendAnswer(exchange, body, request, key);
      }
      case MALFORMED -> {
        ledger.recordFailure();
        String whole = protocol.whole(model.reply(request), request);
        HttpResponses.send(exchange, 200, whole.substring(0, whole.length() / 2));
      }
      case NONE -> sendAnswer(exchange, body, request, key);
    }
  }

  private void sendAnswer(HttpExchange exchange, JsonNode body, Request request, String key)
      throws IOException, InterruptedException {
    Answer answer = model.reply(request);
    Thread.sleep(config.latencyMillis());
    ledger.bill(key, answer);
    if (protocol.isStreamed(body)) {
      sendStream(exchange, answer, request, body);
    } else {
      HttpResponses.send(exchange, 200, protocol.whole(answer, request));
    }
  }

  private void sendStream(HttpExchange exchange, Answer answer, Request request, JsonNode body)
      throws IOException {
    HttpResponses.head(exchange, protocol.streamType());
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (String piece : protocol.pieces(answer, request, body)) {
        out.write(piece.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  private void sendRateLimited(HttpExchange exchange, Duration wait) throws IOException {
    ledger.recordRateLimited();
    long seconds = wait.plusNanos(999_999_999).toSeconds();
    exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
    exchange.getResponseHeaders().set("retry-after-ms", Long.toString(wait.toMillis() + 1));
    HttpResponses.send(exchange, 429, protocol.error(429, "the rehearsal's quota is used up"));
  }

  private void sendError(HttpExchange exchange, int status, String message) throws IOException {
    ledger.recordFailure();
    HttpResponses.send(exchange, status, protocol.error(status, message));
  }
}
