package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.rehearsal.RehearsalModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;

/** Handles the calls of all endpoints, which share the quotas. */
final class CallHandler {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MAX_BYTES = 64 << 20;
  private static final String SAMPLE_HEADER = "Gristmill-Sample";

  /** Tokens counted for an answer without a limit. */
  private static final int ANSWER_TOKENS = 256;

  private final ServerConfig config;
  private final Ledger ledger;
  private final RehearsalModel model;
  private final QuotaBucket requests;
  private final QuotaBucket tokens;

  CallHandler(ServerConfig config, Ledger ledger) {
    this.config = config;
    this.ledger = ledger;
    this.model = new RehearsalModel(config.rehearsal());
    this.requests =
        new QuotaBucket(config.requestsPerMinute(), config.burstSeconds(), System::nanoTime);
    this.tokens =
        new QuotaBucket(config.tokensPerMinute(), config.burstSeconds(), System::nanoTime);
  }

  void handle(HttpExchange exchange, ServerProtocol protocol) throws IOException {
    ledger.begin();
    try {
      new Call(exchange, protocol).handle();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ledger.end();
    }
  }

  /** Whether the call has the required API key. */
  boolean isAllowed(HttpExchange exchange) {
    if (config.apiKey().isEmpty()) {
      return true;
    }
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    String expected = "Bearer " + config.apiKey().get();
    return authorization != null
        && MessageDigest.isEqual(
            authorization.getBytes(StandardCharsets.UTF_8),
            expected.getBytes(StandardCharsets.UTF_8));
  }

  /** Admits a call if both quotas suffice and returns zero, or returns the time to wait. */
  private synchronized Duration admit(Request request) {
    Integer max = request.sampling().maxTokens();
    long cost = RehearsalModel.promptTokens(request.prompt()) + (max == null ? ANSWER_TOKENS : max);
    Duration first = requests.untilEnough(1);
    Duration second = tokens.untilEnough(cost);
    Duration wait = first.compareTo(second) > 0 ? first : second;
    if (wait.isZero()) {
      requests.take(1);
      tokens.take(cost);
    }
    return wait;
  }

  /** Sends a document. */
  static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    head(exchange, "application/json; charset=utf-8", status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static void head(HttpExchange exchange, String type, int status, long length)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Gristmill", "rehearsal, not produced by a model");
    exchange.sendResponseHeaders(status, length);
  }

  /** One call of an endpoint. */
  private final class Call {
    private final HttpExchange exchange;
    private final ServerProtocol protocol;

    Call(HttpExchange exchange, ServerProtocol protocol) {
      this.exchange = exchange;
      this.protocol = protocol;
    }

    void handle() throws IOException, InterruptedException {
      byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BYTES);
      if (!exchange.getRequestMethod().equals("POST")) {
        sendError(405, "use POST");
      } else if (!isAllowed(exchange)) {
        sendError(401, "the API key is missing or wrong");
      } else {
        parse(bytes);
      }
    }

    private void parse(byte[] bytes) throws IOException, InterruptedException {
      JsonNode body;
      Request request;
      try {
        body = MAPPER.readTree(bytes);
        request = withSample(protocol.read(body));
      } catch (JsonProcessingException e) {
        sendError(400, "the body is not JSON");
        return;
      } catch (IllegalArgumentException e) {
        sendError(400, String.valueOf(e.getMessage()));
        return;
      }
      Duration wait = admit(request);
      if (wait.isZero()) {
        serve(body, request);
      } else {
        sendRateLimited(wait);
      }
    }

    /** Adds the sample number, which the protocols transmit in a header. */
    private Request withSample(Request request) {
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

    private void serve(JsonNode body, Request request) throws IOException, InterruptedException {
      String key = RequestKey.of(request).toString();
      switch (model.faults().transportFault(key, ledger.nextAttempt(key))) {
        case TOO_MANY_REQUESTS ->
            sendRateLimited(Duration.ofSeconds(config.rehearsal().retryAfterSeconds()));
        case SERVER_ERROR -> sendError(500, "injected server error of the rehearsal");
        case CLOSED -> ledger.recordFailure();
        case HANG -> {
          ledger.recordFailure();
          Thread.sleep(config.rehearsal().hangSeconds() * 1000L);
        }
        case SLOW -> {
          Thread.sleep(config.rehearsal().slowMillis());
          sendAnswer(body, request, key);
        }
        case MALFORMED -> {
          ledger.recordFailure();
          String whole = protocol.whole(model.reply(request), request);
          send(exchange, 200, whole.substring(0, whole.length() / 2));
        }
        default -> sendAnswer(body, request, key);
      }
    }

    private void sendAnswer(JsonNode body, Request request, String key)
        throws IOException, InterruptedException {
      Answer answer = model.reply(request);
      Thread.sleep(config.latencyMillis());
      ledger.bill(key, answer);
      if (!protocol.isStreamed(body)) {
        send(exchange, 200, protocol.whole(answer, request));
        return;
      }
      head(exchange, protocol.streamType(), 200, 0);
      try (OutputStream out = exchange.getResponseBody()) {
        for (String piece : protocol.pieces(answer, request, body)) {
          out.write(piece.getBytes(StandardCharsets.UTF_8));
          out.flush();
        }
      }
    }

    private void sendRateLimited(Duration wait) throws IOException {
      ledger.recordRateLimited();
      long seconds = wait.plusNanos(999_999_999).toSeconds();
      exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
      exchange.getResponseHeaders().set("retry-after-ms", Long.toString(wait.toMillis() + 1));
      send(exchange, 429, protocol.error(429, "the rehearsal's quota is used up"));
    }

    private void sendError(int status, String message) throws IOException {
      ledger.recordFailure();
      send(exchange, status, protocol.error(status, message));
    }
  }
}
