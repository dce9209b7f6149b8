package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gristmill.concurrent.Daemons;
import io.gristmill.rehearsal.RehearsalModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The rehearsal as an HTTP server: {@code /v1/chat/completions}, {@code /v1/completions} and {@code
 * /v1/models} as OpenAI, {@code /api/chat}, {@code /api/generate} and {@code /api/tags} as Ollama,
 * and counts at {@code /rehearsal/stats}.
 */
public final class RehearsalServer implements AutoCloseable {

  private static final int BACKLOG = 4096;

  static {
    // Read once by the JDK's server: send without delay, keep many idle connections.
    setDefault("sun.net.httpserver.nodelay", "true");
    setDefault("sun.net.httpserver.maxIdleConnections", "100000");
    setDefault("sun.net.httpserver.idleInterval", "3600");
  }

  private final ServerConfig config;
  private final HttpServer server;
  private final ExecutorService threads;
  private final Ledger ledger;

  private RehearsalServer(ServerConfig config, HttpServer server) {
    this.config = config;
    this.server = server;
    this.ledger = new Ledger(config.billingLog());
    this.threads = pool(config.threads());
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
    RehearsalModel model = new RehearsalModel(config.rehearsal());
    RateLimiter quota = new RateLimiter(config);
    call("/v1/chat/completions", OpenAiEndpoint.CHAT, model, quota);
    call("/v1/completions", OpenAiEndpoint.TEXT, model, quota);
    call("/api/chat", OllamaEndpoint.CHAT, model, quota);
    call("/api/generate", OllamaEndpoint.GENERATE, model, quota);
    show("/v1/models", OpenAiEndpoint.CHAT, RehearsalServer::models);
    show("/api/tags", OllamaEndpoint.CHAT, RehearsalServer::tags);
    show("/rehearsal/stats", OpenAiEndpoint.CHAT, () -> ledger.stats().toString());
    server.createContext("/", exchange -> sendNotFound(exchange));
    server.setExecutor(threads);
    server.start();
  }

  private void call(String path, ServerProtocol protocol, RehearsalModel model, RateLimiter quota) {
    CallHandler handler = new CallHandler(protocol, model, config, quota, ledger);
    server.createContext(
        path,
        exchange -> {
          if (exchange.getRequestURI().getPath().equals(path)) {
            handler.handle(exchange);
          } else {
            sendNotFound(exchange);
          }
        });
  }

  private void show(String path, ServerProtocol protocol, Supplier<String> document) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            boolean allowed = HttpResponses.isAllowed(exchange, config);
            HttpResponses.send(
                exchange,
                allowed ? 200 : 401,
                allowed ? document.get() : protocol.error(401, "the API key is missing or wrong"));
          }
        });
  }

  private static void sendNotFound(HttpExchange exchange) throws IOException {
    try (exchange) {
      ServerProtocol protocol =
          exchange.getRequestURI().getPath().startsWith("/api/")
              ? OllamaEndpoint.CHAT
              : OpenAiEndpoint.CHAT;
      HttpResponses.send(exchange, 404, protocol.error(404, "the rehearsal has no such path"));
    }
  }

  private static String models() {
    ObjectNode document = OpenAiEndpoint.object().put("object", "list");
    document
        .putArray("data")
        .addObject()
        .put("id", RehearsalModel.NAME)
        .put("object", "model")
        .put("created", 0)
        .put("owned_by", "gristmill");
    return document.toString();
  }

  private static String tags() {
    ObjectNode document = OpenAiEndpoint.object();
    document
        .putArray("models")
        .addObject()
        .put("name", RehearsalModel.NAME + ":latest")
        .put("model", RehearsalModel.NAME + ":latest")
        .put("size", 0);
    return document.toString();
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
    return ledger.stats().toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    ledger.close();
  }

  private static ExecutorService pool(int size) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        size, task -> Daemons.thread("rehearsal-" + number.incrementAndGet(), task));
  }

  private static void setDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
