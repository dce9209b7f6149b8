package io.gristmill.jobs.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.Problems;
import io.gristmill.rehearsal.server.RehearsalServer;
import io.gristmill.rehearsal.server.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A rehearsal server on a free port of the loopback interface. */
public final class TestRehearsalServer implements AutoCloseable {

  private final RehearsalServer server;

  private TestRehearsalServer(RehearsalServer server) {
    this.server = server;
  }

  /** Starts a server with these settings. */
  public static TestRehearsalServer of(String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("rehearsal.server.port=0");
    Problems problems = new Problems();
    ServerConfig config =
        ServerConfig.read(StageRun.settings(all.toArray(String[]::new)), problems);
    problems.throwIfAny();
    return new TestRehearsalServer(RehearsalServer.start(config));
  }

  /** The base URL of the server. */
  public String url() {
    return server.url();
  }

  /** The settings of a client of this server, after others. */
  public String[] clientSettings(String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("llm.provider=openai-chat");
    settings.add("llm.base-url=\"" + server.url() + "\"");
    settings.add("llm.model=rehearsal");
    return settings.toArray(String[]::new);
  }

  /** A counter of the server: calls, billed, distinct, repeats, ... */
  public long count(String name) {
    try {
      JsonNode stats = new ObjectMapper().readTree(server.stats());
      return stats.required(name).asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
