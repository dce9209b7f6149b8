package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.BatchSource;
import io.gristmill.jobs.train.data.ExampleSet;
import io.gristmill.jobs.train.loop.Objective;
import io.gristmill.jobs.train.loop.SftObjective;
import io.gristmill.jobs.train.loop.SftStep;
import java.util.List;
import java.util.Optional;

/** Supervised fine-tuning: {@code gristmill sft}. */
final class Sft implements TrainingMethod {

  static final String JOB = "sft";

  @Override
  public String job() {
    return JOB;
  }

  @Override
  public List<String> metrics() {
    return List.of("loss", "perplexity", "mean_token_accuracy", "exact_match");
  }

  @Override
  public LoadedData load(RunData source) {
    TrainingConfig config = source.config();
    int rows = config.steps().microBatchSize();
    ExampleSet examples =
        source.readTraining((data, rejects) -> data.examples(source.input(), rejects));
    Optional<BatchSource> evaluation =
        source.hasEvaluation()
            ? Optional.of(
                source
                    .<ExampleSet>readEvaluation(
                        (data, rejects) -> data.examples(config.evaluation().dataset(), rejects))
                    .inOrder(rows))
            : Optional.empty();
    return new LoadedData(
        new Data(examples.shuffled(rows, config.seed()), evaluation), examples.report());
  }

  /** Training and evaluation examples. */
  record Data(BatchSource training, Optional<BatchSource> evaluation) implements ObjectiveFactory {

    @Override
    public int microBatches() {
      return training.size();
    }

    @Override
    public Objective objective(TrainingState state) {
      SftStep step =
          new SftStep(
              state.backend(),
              state.model(),
              state.optimizer(),
              state.schedule(),
              state.gradientAccumulator(),
              state.seed());
      return new SftObjective(step, training, evaluation);
    }
  }
}
