package io.gristmill.rehearsal.server;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Helpers for HTTP responses. */
final class HttpResponses {

  private static final String JSON = "application/json; charset=utf-8";

  private HttpResponses() {}

  /** Whether the call has the required API key. */
  static boolean isAllowed(HttpExchange exchange, ServerConfig config) {
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

  static void head(HttpExchange exchange, String type) {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Gristmill", "rehearsal, not produced by a model");
  }

  static void send(HttpExchange exchange, int status, String json) throws IOException {
    head(exchange, JSON);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
