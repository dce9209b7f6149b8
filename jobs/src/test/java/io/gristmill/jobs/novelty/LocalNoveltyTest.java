package io.gristmill.jobs.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.jobs.progress.WorkMeter;
import io.gristmill.similarity.rouge.RougeCorpus;
import io.gristmill.similarity.rouge.TokenDictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class LocalNoveltyTest {

  @Test
  void anOutOfMemoryErrorSuggestsTheClusterEngine() {
    assertThatThrownBy(() -> judge().run(Stream.generate(LocalNoveltyTest::full).iterator()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "novelty: out of memory; give --driver-memory (local) or --executor-memory more, or"
                + " set novelty.engine=cluster, and run the command again");
  }

  @Test
  void aJoinDisplaysTheNumberOfComparedTextsUntilItEnds() {
    LocalNovelty judge = judge();
    RougeCorpus.Builder builder =
        RougeCorpus.builder(new TokenDictionary(judge.config().wordSplitting()));
    for (int i = 0; i < 1000; i++) {
      builder.add(i, "grind the " + i / 2 + " sacks of wheat" + (i % 2 == 0 ? "" : " today"));
    }
    List<String> shown = new ArrayList<>();
    List<Long> done = new ArrayList<>();
    judge.join(
        builder.build(),
        (left, right, lcs, fmeasure) -> {
          WorkMeter meter = Objects.requireNonNull(WorkMeter.current());
          shown.add(meter.total() + " " + meter.unit());
          done.add(meter.done());
        });
    assertThat(shown).isNotEmpty().containsOnly("1000 texts compared");
    assertThat(done).isSorted().allSatisfy(count -> assertThat(count).isLessThan(1000));
    assertThat(WorkMeter.current()).isNull();
  }

  private static Row full() {
    throw new OutOfMemoryError("Java heap space");
  }

  private static LocalNovelty judge() {
    Problems problems = new Problems();
    NoveltyConfig config = NoveltyConfig.read(Settings.load(null, List.of(), problems), problems);
    problems.throwIfAny();
    return new LocalNovelty(config, 0, 1);
  }
}
