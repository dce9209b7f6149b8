package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.BatchSource;
import io.gristmill.jobs.train.data.ExampleSet;
import io.gristmill.jobs.train.run.settings.TrainingConfig;
import java.util.List;
import java.util.Optional;

/** Supervised fine-tuning: {@code gristmill sft}. */
final class Sft implements Kind {

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
  public Loaded load(Source source) {
    TrainingConfig config = source.config();
    int rows = config.pace().rows();
    ExampleSet examples =
        source.training((data, rejects) -> data.examples(source.input(), rejects));
    Optional<BatchSource> heldOut =
        source.hasHeldOut()
            ? Optional.of(
                source
                    .<ExampleSet>heldOut(
                        (data, rejects) -> data.examples(config.evaluation().data(), rejects))
                    .inOrder(rows))
            : Optional.empty();
    return new Loaded(
        new SftTask(examples.shuffled(rows, config.seed()), heldOut), examples.report());
  }
}
