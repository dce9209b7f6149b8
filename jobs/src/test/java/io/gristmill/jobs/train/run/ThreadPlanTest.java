package io.gristmill.jobs.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.model.Lora;
import io.gristmill.jobs.train.model.TransformerConfig;
import io.gristmill.jobs.train.testing.Fixtures;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThreadPlanTest {

  private static ModelSource source(int vocabulary, double dropout, Optional<Lora> lora) {
    try {
      ModelDirectory directory = ModelDirectory.open(Fixtures.model("llama3"));
      TransformerConfig small =
          directory.config().withDropout(new TransformerConfig.Dropout(dropout, dropout, dropout));
      TransformerConfig.Sizes own = small.sizes();
      TransformerConfig.Sizes sizes =
          new TransformerConfig.Sizes(
              vocabulary,
              own.hiddenSize(),
              own.numHiddenLayers(),
              own.numAttentionHeads(),
              own.numKeyValueHeads(),
              own.headDim(),
              own.intermediateSize(),
              own.maxPositionEmbeddings());
      TransformerConfig config =
          new TransformerConfig(
              small.family(),
              sizes,
              small.biases(),
              small.rope(),
              small.slidingWindows(),
              small.activation(),
              small.tieWordEmbeddings(),
              small.normEpsilon(),
              small.dropout(),
              small.initializerRange());
      return new ModelSource(directory, false, config, lora);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final ModelSource SMALL = source(32, 0, Optional.empty());
  private static final ModelSource LARGE = source(2_000_000, 0, Optional.empty());

  private static ThreadPlan open(ModelSource source, int accumulation) {
    return ThreadPlan.plan(new TrainingConfig.Device("auto", 0, 0), source, accumulation, 8);
  }

  @Test
  void aSmallModelGetsOneThreadPerOperationAndOneMicroBatchPerCore() {
    assertThat(open(SMALL, 16)).isEqualTo(new ThreadPlan(1, 8));
    assertThat(open(SMALL, 3)).isEqualTo(new ThreadPlan(1, 3));
    assertThat(open(SMALL, 1)).isEqualTo(new ThreadPlan(1, 1));
  }

  @Test
  void aLargeModelGetsAllCoresForOneOperation() {
    assertThat(open(LARGE, 16)).isEqualTo(new ThreadPlan(8, 1));
  }

  @Test
  void aModelWithDropoutUsesOneParallelMicroBatch() {
    assertThat(open(source(32, 0.1, Optional.empty()), 16)).isEqualTo(new ThreadPlan(1, 1));
    Lora lora = new Lora(2, 4, 0.1, List.of(Lora.ALL_LINEAR));
    assertThat(open(source(32, 0, Optional.of(lora)), 16)).isEqualTo(new ThreadPlan(1, 1));
  }

  @Test
  void theRequestedThreadsAreUsed() {
    assertThat(ThreadPlan.plan(new TrainingConfig.Device("cpu", 6, 2), LARGE, 1, 8))
        .isEqualTo(new ThreadPlan(3, 2));
    assertThat(ThreadPlan.plan(new TrainingConfig.Device("cpu", 2, 0), SMALL, 1, 8))
        .isEqualTo(new ThreadPlan(2, 1));
    assertThat(
            ThreadPlan.plan(new TrainingConfig.Device("cuda", 0, 0), SMALL, 4, 8)
                .parallelMicroBatches())
        .isEqualTo(1);
  }
}
