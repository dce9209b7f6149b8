package io.gristmill.jobs.llm;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The askers of this process, one a run. */
final class OpenAskers {

  private static final Map<String, ProcessAsker> OPEN = new ConcurrentHashMap<>();

  private OpenAskers() {}

  /** The one of a run; what other processes have stored until now is known. */
  static ProcessAsker of(ModelHandle handle) {
    ProcessAsker asker = OPEN.computeIfAbsent(handle.token(), token -> ProcessAsker.open(handle));
    asker.refresh();
    return asker;
  }

  /** Ends what a run has in this process. */
  static void close(String token) {
    ProcessAsker asker = OPEN.remove(token);
    if (asker != null) {
      asker.close();
    }
  }

  /** Ends all runs of this process. */
  static void closeAll() {
    List.copyOf(OPEN.keySet()).forEach(OpenAskers::close);
  }
}
