package io.gristmill.jobs.dedup;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class LocalDedupTest {

  @Test
  void anOutOfMemoryErrorSuggestsTheClusterEngine() {
    assertThatThrownBy(() -> search().run(tooMany()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "dedup: out of memory; give --driver-memory (local) or --executor-memory more, or set"
                + " dedup.engine=cluster, and run the command again");
  }

  @Test
  void anOutOfMemoryErrorWithPairsSuggestsARunWithoutThem() {
    assertThatThrownBy(() -> search("dedup.write-pairs=true").run(tooMany()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("or set dedup.write-pairs=false, and run the command again");
  }

  /** Rows whose first read fails with an OutOfMemoryError. */
  private static Iterator<Row> tooMany() {
    return Stream.generate(LocalDedupTest::full).iterator();
  }

  private static Row full() {
    throw new OutOfMemoryError("Java heap space");
  }

  private static LocalDedup search(String... assignments) {
    Problems problems = new Problems();
    DedupConfig config =
        DedupConfig.read(Settings.load(null, List.of(assignments), problems), problems);
    problems.throwIfAny();
    return new LocalDedup(config, true, 1, null);
  }
}
