package io.gristmill.jobs.novelty;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.stage.TextNovelty;
import io.gristmill.jobs.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordOverlapNoveltyTest {

  @TempDir Path folder;

  private int judgements;

  private List<String> rejected(List<String> texts, long poolSize, int partitions) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      rows.add(RowFactory.create((long) i, texts.get(i)));
    }
    Collections.reverse(rows);
    String work = folder.resolve("work-" + ++judgements).toString();
    TextNovelty.Judgement judgement =
        new WordOverlapNovelty(0.7)
            .judge(
                LocalSpark.context(work, rows.size()),
                LocalSpark.session()
                    .createDataFrame(rows, TextNovelty.TEXTS)
                    .repartition(partitions),
                poolSize);
    assertThat(judgement.statistics().columns()).containsExactly(TextNovelty.ROW);
    return judgement.rejected().collectAsList().stream().map(Row::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void rejectsTextsThatOverlapWithAnEarlierKeptText(int partitions) {
    List<String> texts =
        List.of(
            "name a river in Peru",
            "name a river in peru",
            "name a river in Peru now",
            "name a river in Peru now please",
            "tell a long story",
            "Tell a LONG story");
    assertThat(rejected(texts, 2, partitions))
        .containsExactly("[2,0,0.8333333333333334]", "[3,0,0.7142857142857143]", "[5,4,1.0]");
  }

  @Test
  void poolTextsAreNeverRejected() {
    assertThat(rejected(List.of("a b c", "a b c"), 2, 1)).isEmpty();
    assertThat(rejected(List.of(), 0, 1)).isEmpty();
  }
}
