package io.gristmill.jobs.train.run;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.loop.AdamW;
import io.gristmill.jobs.train.loop.GradientAccumulator;
import io.gristmill.jobs.train.loop.LearningRateSchedule;
import io.gristmill.jobs.train.loop.LoopConfig;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.jobs.train.model.Adapters;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.model.WeightInitializer;
import io.gristmill.jobs.train.run.directory.Checkpoint;
import io.gristmill.jobs.train.run.directory.TrainableTensors;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.DeviceMemoryException;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The model in training with its optimizer, schedule and gradient accumulator.
 *
 * @param scope owns the tensors
 * @param seed seed of dropout
 * @param start loop state when this training state was opened
 */
record TrainingState(
    Backend backend,
    Scope scope,
    LanguageModel model,
    TrainableTensors trainable,
    LearningRateSchedule schedule,
    GradientAccumulator gradientAccumulator,
    long seed,
    LoopState start)
    implements AutoCloseable {

  /** Restores the state of a checkpoint, or creates the state before the first step. */
  static TrainingState open(
      TrainingConfig config, ModelSource source, LoopConfig loop, Optional<Checkpoint> from)
      throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    ThreadPlan threads = ThreadPlan.plan(config.device(), source, loop.accumulationSteps(), cores);
    Backend.setThreads(threads.threadsPerOperation());
    Backend backend = Backend.open(config.device().device());
    try {
      Scope scope = backend.open();
      LanguageModel model = model(backend, scope, config, source, from);
      List<Parameter> parameters = source.trainable();
      AdamW.State state =
          from.isPresent()
              ? from.get().optimizerState(scope, parameters)
              : AdamW.State.initial(scope, model.trainable());
      AdamW optimizer = new AdamW(backend, config.optimizer().adamW(), model.trainable(), state);
      return new TrainingState(
          backend,
          scope,
          model,
          new TrainableTensors(parameters, model.trainable(), optimizer),
          config.optimizer().schedule(loop.maxSteps()),
          new GradientAccumulator(threads.parallelMicroBatches()),
          config.seed(),
          from.map(Checkpoint::state).orElse(LoopState.START));
    } catch (DeviceMemoryException e) {
      backend.close();
      throw tooLarge(source, backend.device(), e);
    } catch (IOException | RuntimeException e) {
      backend.close();
      throw e;
    }
  }

  private static UserException tooLarge(
      ModelSource source, String device, DeviceMemoryException cause) {
    return new UserException(
        ExitCode.CONFIGURATION,
        String.format(
            "not enough memory on %s for the weights and optimizer state of %s (%s); set lora.r to"
                + " train LoRA adapters, or take a smaller model",
            device, source.directory().path(), cause.getMessage()),
        cause);
  }

  private static LanguageModel model(
      Backend backend,
      Scope scope,
      TrainingConfig config,
      ModelSource source,
      Optional<Checkpoint> from)
      throws IOException {
    boolean adapted = source.lora().isPresent();
    Optional<List<Tensor>> trained =
        from.isPresent()
            ? Optional.of(from.get().weights(scope, source.trainable()))
            : Optional.empty();
    List<Tensor> weights =
        adapted || trained.isEmpty() ? source.weights(scope, config.seed()) : trained.get();
    @Nullable Adapters adapters =
        source
            .lora()
            .map(
                lora ->
                    trained
                        .map(tensors -> new Adapters(lora, tensors))
                        .orElseGet(
                            () ->
                                WeightInitializer.initialize(
                                    source.config(), lora, config.seed(), scope)))
            .orElse(null);
    return LanguageModel.of(backend, source.config(), weights, adapters, config.compute());
  }

  AdamW optimizer() {
    return trainable.optimizer();
  }

  /**
   * The initial model, as long as its weights are available: with LoRA always (the model without
   * adapters), otherwise until the first step.
   */
  Optional<LanguageModel> reference() {
    boolean adapted = model.trainable() != model.weights();
    boolean untouched = optimizer().steps() == 0;
    return adapted || untouched ? Optional.of(model.withoutAdapters()) : Optional.empty();
  }

  @Override
  public void close() {
    gradientAccumulator.close();
    optimizer().close();
    model.close();
    scope.close();
    backend.close();
  }
}
