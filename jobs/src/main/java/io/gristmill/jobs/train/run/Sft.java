package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.BatchSource;
import io.gristmill.jobs.train.data.ExampleSet;
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
        new SftObjectiveFactory(examples.shuffled(rows, config.seed()), evaluation),
        examples.report());
  }
}
