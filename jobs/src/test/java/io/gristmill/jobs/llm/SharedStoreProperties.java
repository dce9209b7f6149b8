package io.gristmill.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.llm.Answer;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.RequestOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.hadoop.conf.Configuration;

/** Properties of processes that share a store and start, end or are killed in any order. */
class SharedStoreProperties {

  private static final int PROCESSES = 3;
  private static final int KEYS = 12;

  private static RequestKey key(int number) {
    return RequestKey.of(ModelServiceFixture.request(number));
  }

  private static RequestOutcome outcome(int number) {
    String text = "answer " + number + " " + "글 \n".repeat(number);
    return new Answer(text, Answer.Finish.STOP, 1, 1, "m");
  }

  /**
   * @param steps one entry per process: it refreshes and then stores an answer, or is killed in the
   *     middle of a line and restarted in the next run
   */
  @Property(tries = 40)
  void everyProcessFindsAllAnswersStoredBeforeItsRefresh(
      @ForAll @Size(max = 30) List<@IntRange(max = PROCESSES * KEYS * 2 - 1) Integer> steps)
      throws IOException {
    Path folder = Files.createTempDirectory("gristmill-store");
    Map<Integer, RequestOutcome> stored = new HashMap<>();
    List<ResponseStore> processes = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      processes.add(open(folder, 1, i));
    }
    int run = 1;
    for (int step : steps) {
      int process = step % PROCESSES;
      int number = step / PROCESSES % KEYS;
      if (step >= PROCESSES * KEYS && number % 4 == 0) {
        run++;
        Files.writeString(
            folder.resolve(SegmentName.of(run, "dead" + run, 0, false).toString()), "0123 torn");
        processes.get(process).close();
        processes.set(process, open(folder, run, process));
      }
      ResponseStore store = processes.get(process);
      store.refresh();
      stored.forEach((k, outcome) -> assertThat(found(store, k)).isEqualTo(outcome));
      assertThat(store.size()).isEqualTo(stored.size());
      if (!stored.containsKey(number)) {
        store.append(key(number), outcome(number));
        stored.put(number, outcome(number));
      }
    }
    for (ResponseStore store : processes) {
      store.close();
    }
    remove(folder);
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static ResponseStore open(Path folder, int run, int process) throws IOException {
    return new ResponseStore(
        folder.toString(), new Configuration(), run, "abc" + run + "-" + process);
  }

  private static RequestOutcome found(ResponseStore store, int number) {
    try {
      return store.find(key(number)).orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
