package io.gristmill.jobs.llm;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Model clients of this process, one per run. */
final class ModelClients {

  private static final Map<String, CachingModelClient> OPEN = new ConcurrentHashMap<>();

  private ModelClients() {}

  /** Returns the client of a run, after loading the answers of other processes. */
  static CachingModelClient of(ModelHandle handle) {
    CachingModelClient client =
        OPEN.computeIfAbsent(handle.token(), token -> CachingModelClient.open(handle));
    client.refresh();
    return client;
  }

  /** Closes the client of a run. */
  static void close(String token) {
    CachingModelClient client = OPEN.remove(token);
    if (client != null) {
      client.close();
    }
  }

  /** Closes all clients of this process. */
  static void closeAll() {
    List.copyOf(OPEN.keySet()).forEach(ModelClients::close);
  }
}
