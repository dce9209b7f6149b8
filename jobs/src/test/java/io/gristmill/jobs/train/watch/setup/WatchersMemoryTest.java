package io.gristmill.jobs.train.watch.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.train.watch.Measures;
import io.gristmill.jobs.train.watch.Measures.Split;
import io.gristmill.jobs.train.watch.Samples;
import io.gristmill.jobs.train.watch.Samples.Sample;
import io.gristmill.jobs.train.watch.Training;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchersMemoryTest {

  private static final int MEASURES = 15;
  private static final long MEBI = 1 << 20;

  @TempDir private Path directory;

  private static void tell(Watchers watchers, long from, long to) {
    for (long step = from + 1; step <= to; step++) {
      Map<String, Double> values = new HashMap<>();
      for (int i = 0; i < MEASURES; i++) {
        values.put("measure" + i, Math.sin(step * i));
      }
      watchers.measured(new Measures(step, Split.TRAIN, values));
      if (step % 1000 == 0) {
        watchers.sampled(new Samples(step, List.of(new Sample("p", "a".repeat(1000) + step))));
      }
    }
  }

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  @Test
  void manyUpdatesTakeNoMoreMemoryThanSome() {
    PrintStream nobody =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Training training = new Training("sft", "wheat", 30_000, Map.of());
    WatchConfig config = new WatchConfig(true, true, Optional.empty());
    try (Watchers watchers = Watchers.open(config, directory, training, 0, nobody, false)) {
      tell(watchers, 0, 4_000);
      long some = used();
      tell(watchers, 4_000, 30_000);
      // All points would be 390,000 of 40 bytes and more.
      assertThat(used() - some).isLessThan(8 * MEBI);
    }
  }
}
