package io.gristmill.llm.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Model;
import io.gristmill.rehearsal.server.RehearsalServer;
import io.gristmill.rehearsal.server.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many concurrent streams over reused connections. */
@Timeout(120)
class StreamLoadTest {

  private static final int THREADS = 48;
  private static final int CALLS = 40;

  private static RehearsalServer server() {
    Problems problems = new Problems();
    ServerConfig config =
        ServerConfig.read(
            Settings.load(
                null,
                List.of("rehearsal.server.port=0", "rehearsal.server.latency-millis=5"),
                problems),
            problems);
    problems.throwIfAny();
    return RehearsalServer.start(config);
  }

  @Test
  void noStreamIsTruncatedByTheEndOfAnother() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (RehearsalServer server = server();
        Model model = ClientTesting.model("openai-chat", server.url(), "stream=true")) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int number = i;
        all.add(threads.submit(() -> calls(model, number)));
      }
      for (Future<Integer> one : all) {
        assertThat(one.get()).isEqualTo(CALLS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static int calls(Model model, int thread) throws Exception {
    for (int i = 0; i < CALLS; i++) {
      Answer answer = model.answer(ClientTesting.ask("Question " + thread + " number " + i));
      assertThat(answer.text()).isNotEmpty();
      assertThat(answer.completionTokens()).isPositive();
    }
    return CALLS;
  }
}
