package io.gristmill.rehearsal.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.gristmill.concurrent.Daemons;
import io.gristmill.rehearsal.RehearsalModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/**
 * The rehearsal as an HTTP server: {@code /v1/chat/completions}, {@code /v1/completions} and {@code
 * /v1/models} as OpenAI, {@code /api/chat}, {@code /api/generate} and {@code /api/tags} as Ollama,
 * and counts at {@code /rehearsal/stats}.
 */
public final class RehearsalServer implements AutoCloseable {

  private static final int BACKLOG = 4096;

  private static final String MODELS =
      """
      {"object":"list","data":[{"id":"%s","object":"model","created":0,"owned_by":"gristmill"}]}\
      """
          .formatted(RehearsalModel.NAME);

  private static final String TAGS =
      """
      {"models":[{"name":"%1$s:latest","model":"%1$s:latest","size":0}]}\
      """
          .formatted(RehearsalModel.NAME);

  static {
    // Read once by the JDK's server: send without delay, keep many idle connections.
    System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    System.getProperties().putIfAbsent("sun.net.httpserver.maxIdleConnections", "100000");
    System.getProperties().putIfAbsent("sun.net.httpserver.idleInterval", "3600");
  }

  private final ServerConfig config;
  private final HttpServer server;
  private final ExecutorService threads;
  private final Ledger ledger;
  private final CallHandler calls;

  private RehearsalServer(ServerConfig config, HttpServer server) {
    this.config = config;
    this.server = server;
    this.ledger = new Ledger(config.billingLog());
    this.calls = new CallHandler(config, ledger);
    this.threads = Daemons.pool("rehearsal-call", config.threads());
  }

  /**
   * Starts a server.
   *
   * @throws UncheckedIOException if the address is in use or the billing log cannot be written
   */
  public static RehearsalServer start(ServerConfig config) {
    InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
    try {
      RehearsalServer server = new RehearsalServer(config, HttpServer.create(address, BACKLOG));
      server.listen();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address, e);
    }
  }

  private void listen() {
    ServerProtocol openAi = new OpenAiEndpoint(true);
    ServerProtocol ollama = new OllamaEndpoint(true);
    call("/v1/chat/completions", openAi);
    call("/v1/completions", new OpenAiEndpoint(false));
    call("/api/chat", ollama);
    call("/api/generate", new OllamaEndpoint(false));
    show("/v1/models", openAi, () -> MODELS);
    show("/api/tags", ollama, () -> TAGS);
    show("/rehearsal/stats", openAi, ledger::stats);
    serve("/", exchange -> sendNotFound(exchange, openAi));
    serve("/api/", exchange -> sendNotFound(exchange, ollama));
    server.setExecutor(threads);
    server.start();
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private void call(String path, ServerProtocol protocol) {
    serve(
        path,
        exchange -> {
          if (exchange.getRequestURI().getPath().equals(path)) {
            calls.handle(exchange, protocol);
          } else {
            sendNotFound(exchange, protocol);
          }
        });
  }

  private void show(String path, ServerProtocol protocol, Supplier<String> document) {
    serve(
        path,
        exchange -> {
          if (calls.isAllowed(exchange)) {
            CallHandler.send(exchange, 200, document.get());
          } else {
            String error = protocol.error(401, "the API key is missing or wrong");
            CallHandler.send(exchange, 401, error);
          }
        });
  }

  private static void sendNotFound(HttpExchange exchange, ServerProtocol protocol)
      throws IOException {
    CallHandler.send(exchange, 404, protocol.error(404, "the rehearsal has no such path"));
  }

  /** Port of the server. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Base URL of the server. */
  public String url() {
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return "http://" + host + ":" + port();
  }

  /** Counts as shown at {@code /rehearsal/stats}. */
  public String stats() {
    return ledger.stats();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    ledger.close();
  }
}
