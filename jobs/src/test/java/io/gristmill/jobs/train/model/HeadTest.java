package io.gristmill.jobs.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the language model head, which computes logits in chunks. */
class HeadTest {

  private static final int ROWS = 4;
  private static final int COLUMNS = 150;

  /** A vocabulary so large that a chunk has 256 rows of logits, more than a row of the batch. */
  private static final String MODEL =
      """
      {"model_type": "gpt2", "vocab_size": 4099, "n_positions": 150, "n_embd": 8, "n_layer": 1,
       "n_head": 2, "resid_pdrop": 0, "embd_pdrop": 0, "attn_pdrop": 0}
      """;

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Backend.open("cpu");
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private static Batch rows(int from, int count) {
    long[] ids = new long[count * COLUMNS];
    for (int i = 0; i < ids.length; i++) {
      long place = (long) from * COLUMNS + i;
      ids[i] = place * place % 4099;
    }
    return Batch.of(count, COLUMNS, ids, ids);
  }

  private static LanguageModel model(Scope scope) throws IOException {
    TransformerConfig config = ConfigReader.read(new ObjectMapper().readTree(MODEL), "the test");
    List<Tensor> weights =
        WeightInitializer.initialize(config, 3, scope).stream()
            .map(weight -> scope.doubles(weight.doubles(), weight.shape()))
            .toList();
    return LanguageModel.of(backend, config, weights, Precision.FULL);
  }

  @Test
  void gradientsOfSeveralChunksAreTheSumOverRows() throws IOException {
    try (Scope scope = backend.open();
        LanguageModel model = model(scope)) {
      LanguageModel.LossAndGradients together =
          model.lossAndGradients(scope, rows(0, ROWS), 0.5, 1);
      LanguageModel.LossSums sums = new LanguageModel.LossSums(0, 0, 0);
      double[][] gradients =
          together.gradients().stream()
              .map(gradient -> new double[(int) gradient.shape().elements()])
              .toArray(double[][]::new);
      for (int row = 0; row < ROWS; row++) {
        LanguageModel.LossAndGradients alone = model.lossAndGradients(scope, rows(row, 1), 0.5, 1);
        sums = sums.plus(alone.sums());
        for (int i = 0; i < gradients.length; i++) {
          add(gradients[i], alone.gradients().get(i).doubles());
        }
      }
      assertThat(together.sums().loss()).isCloseTo(sums.loss(), within(1e-9));
      assertThat(together.sums().correct()).isEqualTo(sums.correct());
      for (int i = 0; i < gradients.length; i++) {
        assertThat(together.gradients().get(i).doubles())
            .as(model.trainableParameters().get(i).name())
            .containsExactly(gradients[i], within(1e-9));
      }
    }
  }

  private static void add(double[] sum, double[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  @Test
  void logProbsOfSeveralChunksEqualThoseOfEachRow() throws IOException {
    try (Scope scope = backend.open();
        LanguageModel model = model(scope)) {
      LanguageModel.SequenceLogProbs together = model.sequenceLogProbs(scope, rows(0, ROWS));
      assertThat(together.numLabels()).containsOnly(COLUMNS - 1);
      for (int row = 0; row < ROWS; row++) {
        LanguageModel.SequenceLogProbs alone = model.sequenceLogProbs(scope, rows(row, 1));
        assertThat(together.logProbs()[row]).isCloseTo(alone.logProbs()[0], within(1e-9));
        assertThat(together.correct()[row]).isEqualTo(alone.correct()[0]);
      }
      assertThat(model.evaluate(scope, rows(0, ROWS)).loss())
          .isCloseTo(-Arrays.stream(together.logProbs()).sum(), within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradientsWithoutLabelsAreZero(boolean first) throws IOException {
    long[] labels = LongStream.range(0, COLUMNS).map(i -> first && i == 0 ? 5 : -100).toArray();
    Batch unlabeled = Batch.of(1, COLUMNS, rows(0, 1).inputIds(), labels);
    try (Scope scope = backend.open();
        LanguageModel model = model(scope)) {
      LanguageModel.LossAndGradients result = model.lossAndGradients(scope, unlabeled, 1, 1);
      assertThat(result.sums().loss()).isZero();
      assertThat(result.gradients())
          .hasSameSizeAs(model.trainable())
          .allSatisfy(gradient -> assertThat(gradient.doubles()).containsOnly(0));
    }
  }

  @Test
  void logitsAreHeldInMemoryOnce(@TempDir Path folder) throws IOException, InterruptedException {
    int vocabulary = 10_007;
    long measured =
        GradientMemory.kibibytes(
            new GradientMemory.Shape(vocabulary, 16, 1, false), folder.resolve("log"));
    long logits =
        (long) GradientMemory.ROWS * (GradientMemory.COLUMNS - 1) * vocabulary * Float.BYTES / 1024;
    assertThat(measured).isBetween(logits, logits * 3 / 2);
  }
}
