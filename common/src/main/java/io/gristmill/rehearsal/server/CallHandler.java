package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.rehearsal.Mischief;
import io.gristmill.rehearsal.RehearsalModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Answers the calls of one protocol. */
final class CallHandler implements HttpHandler {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MOST_BYTES = 64 << 20;
  private static final String SAMPLE_HEADER = "Gristmill-Sample";

  private final Protocol protocol;
  private final RehearsalModel model;
  private final ServerConfig config;
  private final Quota quota;
  private final Ledger ledger;

  CallHandler(
      Protocol protocol, RehearsalModel model, ServerConfig config, Quota quota, Ledger ledger) {
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
    byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BYTES);
    if (!exchange.getRequestMethod().equals("POST")) {
      error(exchange, 405, "use POST");
    } else if (!Replying.isAllowed(exchange, config)) {
      error(exchange, 401, "the API key is missing or wrong");
    } else {
      parsed(exchange, bytes);
    }
  }

  private void parsed(HttpExchange exchange, byte[] bytes)
      throws IOException, InterruptedException {
    JsonNode body;
    Request request;
    try {
      body = MAPPER.readTree(bytes);
      request = sampled(protocol.read(body), exchange);
    } catch (JsonProcessingException e) {
      error(exchange, 400, "the body is no JSON");
      return;
    } catch (IllegalArgumentException e) {
      error(exchange, 400, String.valueOf(e.getMessage()));
      return;
    }
    Duration wait = quota.take(request);
    if (wait.isZero()) {
      admitted(exchange, body, request);
    } else {
      tooMany(exchange, wait);
    }
  }

  /** With the number of the sample, which the bodies of the protocols have no place for. */
  private static Request sampled(Request request, HttpExchange exchange) {
    String sample = exchange.getRequestHeaders().getFirst(SAMPLE_HEADER);
    if (sample == null) {
      return request;
    }
    if (!sample.matches("[0-9]{1,9}")) {
      throw new IllegalArgumentException(SAMPLE_HEADER + " must be a number of 1 to 9 digits");
    }
    return new Request(
        request.model(), request.prompt(), request.decoding(), Integer.parseInt(sample));
  }

  private void admitted(HttpExchange exchange, JsonNode body, Request request)
      throws IOException, InterruptedException {
    String key = RequestKey.of(request).toString();
    Mischief.Transport fate = model.mischief().transport(key, ledger.attempt(key));
    switch (fate) {
      case TOO_MANY_REQUESTS ->
          tooMany(exchange, Duration.ofSeconds(config.rehearsal().transport().retryAfterSeconds()));
      case SERVER_ERROR -> error(exchange, 500, "the rehearsal fails as it was told to");
      case CLOSED -> ledger.failed();
      case HANG -> {
        ledger.failed();
        Thread.sleep(config.rehearsal().transport().hangSeconds() * 1000L);
      }
      case SLOW -> {
        Thread.sleep(config.rehearsal().transport().slowMillis());
        answer(exchange, body, request, key);
      }
      case MALFORMED -> {
        ledger.failed();
        String whole = protocol.whole(model.reply(request), request);
        Replying.send(exchange, 200, whole.substring(0, whole.length() / 2));
      }
      case NONE -> answer(exchange, body, request, key);
    }
  }

  private void answer(HttpExchange exchange, JsonNode body, Request request, String key)
      throws IOException, InterruptedException {
    Answer answer = model.reply(request);
    Thread.sleep(config.latencyMillis());
    ledger.bill(key, answer);
    if (protocol.isStreamed(body)) {
      stream(exchange, answer, request, body);
    } else {
      Replying.send(exchange, 200, protocol.whole(answer, request));
    }
  }

  private void stream(HttpExchange exchange, Answer answer, Request request, JsonNode body)
      throws IOException {
    Replying.head(exchange, protocol.streamType());
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (String piece : protocol.pieces(answer, request, body)) {
        out.write(piece.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  private void tooMany(HttpExchange exchange, Duration wait) throws IOException {
    ledger.tooMany();
    long seconds = wait.plusNanos(999_999_999).toSeconds();
    exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
    exchange.getResponseHeaders().set("retry-after-ms", Long.toString(wait.toMillis() + 1));
    Replying.send(exchange, 429, protocol.error(429, "the rehearsal's quota is used up"));
  }

  private void error(HttpExchange exchange, int status, String message) throws IOException {
    ledger.failed();
    Replying.send(exchange, status, protocol.error(status, message));
  }
}
