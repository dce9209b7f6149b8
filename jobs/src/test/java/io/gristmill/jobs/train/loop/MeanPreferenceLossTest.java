package io.gristmill.jobs.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.model.PreferenceLoss;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.testing.Fixtures;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the loss computed without gradients with the loss of training. */
class MeanPreferenceLossTest {

  private static final double[] REFERENCE = {-9, -11, -12, -3};

  /** Two pairs of answers of different lengths. */
  private static final Batch BATCH =
      Batch.of(
          4,
          5,
          new long[] {3, 4, 5, 6, 7, 8, 9, 10, 0, 0, 3, 4, 9, 9, 0, 8, 9, 11, 12, 13},
          new long[] {
            -100, 4, 5, 6, 7, -100, 9, 10, -100, -100, -100, 4, 9, 9, -100, -100, 9, 11, 12, 13
          });

  @ParameterizedTest
  @EnumSource(PreferenceLoss.LossType.class)
  void theMeanEqualsTheLossesOfTraining(PreferenceLoss.LossType lossType) throws IOException {
    boolean sigmoid =
        lossType == PreferenceLoss.LossType.SIGMOID
            || lossType == PreferenceLoss.LossType.SIGMOID_NORM;
    PreferenceLoss loss = new PreferenceLoss(lossType, 0.3, sigmoid ? 0.1 : 0, 0.7);
    ModelDirectory directory = ModelDirectory.open(Fixtures.model("llama3"));
    try (Backend backend = Backend.open("cpu");
        Scope scope = backend.open();
        LanguageModel model =
            LanguageModel.of(
                backend, directory.config(), directory.readWeights(scope), Precision.FULL)) {
      LanguageModel.PreferenceGradients trained =
          model.preferenceGradients(scope, BATCH, REFERENCE, loss, 0.5, 0.7 / 7, 0);
      LanguageModel.SequenceLogProbs rows = trained.sequences();
      double chosen = (rows.logProbs()[0] + rows.logProbs()[1]) / 6;
      MeanPreferenceLoss score = new MeanPreferenceLoss(loss);
      score.add(rows, REFERENCE);
      assertThat(rows.numLabels()).containsExactly(4, 2, 3, 4);
      assertThat(score.mean())
          .isCloseTo(Arrays.stream(trained.losses()).sum() / 2 - 0.7 * chosen, within(1e-5));
    }
  }
}
