package io.gristmill.jobs.llm;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The askers of this process, one a run. */
final class ModelClients {

  private static final Map<String, CachingModelClient> OPEN = new ConcurrentHashMap<>();

  private ModelClients() {}

  /** The one of a run; what other processes have stored until now is known. */
  static CachingModelClient of(ModelHandle handle) {
    CachingModelClient asker =
        OPEN.computeIfAbsent(handle.token(), token -> CachingModelClient.open(handle));
    asker.refresh();
    return asker;
  }

  /** Ends what a run has in this process. */
  static void close(String token) {
    CachingModelClient asker = OPEN.remove(token);
    if (asker != null) {
      asker.close();
    }
  }

  /** Ends all runs of this process. */
  static void closeAll() {
    List.copyOf(OPEN.keySet()).forEach(ModelClients::close);
  }
}
