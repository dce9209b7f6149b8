package io.gristmill.rehearsal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Model;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import io.gristmill.llm.client.LlmConfig;
import io.gristmill.llm.client.Models;
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

  private static Settings settings(Problems problems, String... assignments) {
    return Settings.load(null, List.of(assignments), problems);
  }

  private static RehearsalServer server() {
    Problems problems = new Problems();
    Settings settings =
        settings(problems, "rehearsal.server.port=0", "rehearsal.server.latency-millis=5");
    ServerConfig config = ServerConfig.read(settings, problems);
    problems.throwIfAny();
    return RehearsalServer.start(config);
  }

  private static Model client(String url) {
    Problems problems = new Problems();
    Settings settings =
        settings(
            problems,
            "llm.provider=openai-chat",
            "llm.base-url=\"" + url + "\"",
            "llm.model=tiny",
            "llm.stream=true");
    LlmConfig config = LlmConfig.read(settings, problems);
    problems.throwIfAny();
    return Models.open(config, () -> fail("the model is a server"));
  }

  @Test
  void noStreamIsTruncatedByTheEndOfAnother() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (RehearsalServer server = server();
        Model model = client(server.url())) {
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
      Prompt question = Prompt.user("Question " + thread + " number " + i);
      Answer answer = model.answer(new Request("tiny", question, SamplingParams.DEFAULT, 0));
      assertThat(answer.text()).isNotEmpty();
      assertThat(answer.completionTokens()).isPositive();
    }
    return CALLS;
  }
}
