package io.gristmill.jobs.train.run.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.UserException;
import io.gristmill.jobs.train.loop.ReferenceLogProbTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceLogProbFileTest {

  private static final List<String> IDS = List.of("a", "b");

  @TempDir Path folder;

  private ReferenceLogProbFile file;
  private int computed;

  @BeforeEach
  void open() {
    file = new ReferenceLogProbFile(folder.resolve("reference.jsonl"));
  }

  private ReferenceLogProbTable compute() {
    computed++;
    return new ReferenceLogProbTable(new double[] {-0.1, -1e-17}, new double[] {-3, -1.0 / 3});
  }

  @Test
  void computedLogProbsAreStoredExactly() throws IOException {
    ReferenceLogProbTable first = file.readOrCompute(IDS, Optional.of(this::compute));
    ReferenceLogProbTable again = file.readOrCompute(IDS, Optional.empty());
    assertThat(again.chosen()).isEqualTo(first.chosen());
    assertThat(again.rejected()).isEqualTo(first.rejected());
    assertThat(computed).isEqualTo(1);
    assertThat(Files.readAllLines(file.path()).get(0))
        .isEqualTo(
            "{\"id\":\"a\",\"reference_chosen_logp\":-0.1,\"reference_rejected_logp\":-3.0}");
  }

  @Test
  void scoresOfOtherPairsAreComputedAnew() {
    file.readOrCompute(IDS, Optional.of(this::compute));
    file.readOrCompute(List.of("a", "c"), Optional.of(this::compute));
    assertThat(computed).isEqualTo(2);
  }

  @Test
  void anUnavailableReferenceModelIsReported() {
    assertThatThrownBy(() -> file.readOrCompute(IDS, Optional.empty()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("reference.jsonl is missing or damaged");
  }
}
