package io.gristmill.jobs.train.loop;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.loop.LoopState.Best;
import io.gristmill.jobs.train.tracking.Samples;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import io.gristmill.jobs.train.tracking.StepMetrics;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import io.gristmill.jobs.train.tracking.TrainingCallback;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs optimizer steps with logging, evaluations, samples and checkpoints in between. All logged
 * and saved values depend only on the initial state and the objective, except {@code
 * tokens_per_second}.
 */
public final class TrainingLoop {

  private final Objective objective;
  private final LoopConfig config;
  private final TrainingCallback callback;
  private final Supplier<List<Sample>> sampleGenerator;
  private final Consumer<LoopState> checkpointSink;
  private final Throughput throughput = new Throughput();

  /**
   * @param sampleGenerator answers the fixed prompts of a training with the current model
   * @param checkpointSink saves a state with the current weights and optimizer state; returns when
   *     they are durable
   */
  public TrainingLoop(
      Objective objective,
      LoopConfig config,
      TrainingCallback callback,
      Supplier<List<Sample>> sampleGenerator,
      Consumer<LoopState> checkpointSink) {
    this.objective = objective;
    this.config = config;
    this.callback = callback;
    this.sampleGenerator = sampleGenerator;
    this.checkpointSink = checkpointSink;
  }

  public static long stepsPerEpoch(int microBatches, int accumulation) {
    return (microBatches + accumulation - 1L) / accumulation;
  }

  /**
   * Trains to the end.
   *
   * @param start {@link LoopState#START}, or the state of a checkpoint
   * @return the final state, which has been saved
   * @throws UserException if a metric is no longer finite
   */
  public LoopState run(LoopState start) {
    LoopState state = start;
    if (state.step() == 0 && config.evalOnStart()) {
      runEvaluation(0);
    }
    while (!isFinished(state)) {
      state = advance(state);
    }
    return state;
  }

  /** Whether the training is finished: all steps are done, or early stopping applies. */
  public boolean isFinished(LoopState state) {
    Best best = state.best();
    boolean stalled =
        best != null && config.patience() > 0 && best.evaluationsSince() >= config.patience();
    return state.step() >= config.maxSteps() || stalled;
  }

  private LoopState advance(LoopState before) {
    Objective.StepResult result = runStep(before);
    LoopState state = before.afterStep(result);
    boolean last = state.step() == config.maxSteps();
    if (last || state.step() % config.loggingSteps() == 0) {
      state = logMetrics(state, result.learningRate());
    }
    if (last || isDue(state, config.evalSteps())) {
      state = evaluate(state);
    }
    boolean isBest = state.best() != null && state.best().step() == state.step();
    if (isBest || isFinished(state) || isDue(state, config.saveSteps())) {
      callback.flush();
      checkpointSink.accept(state);
    }
    return state;
  }

  private static boolean isDue(LoopState state, long every) {
    return every > 0 && state.step() % every == 0;
  }

  private Objective.StepResult runStep(LoopState before) {
    long stepsPerEpoch = stepsPerEpoch(objective.microBatches(), config.accumulationSteps());
    int epoch = Math.toIntExact(before.step() / stepsPerEpoch);
    int from = Math.toIntExact(before.step() % stepsPerEpoch) * config.accumulationSteps();
    int to = Math.min(objective.microBatches(), from + config.accumulationSteps());
    throughput.start();
    Objective.StepResult result = objective.step(epoch, from, to);
    throughput.stop(result.tokens());
    result.metrics().forEach((name, value) -> requireFinite(before.step() + 1, name, value));
    return result;
  }

  private static void requireFinite(long step, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new UserException(
          ExitCode.GATE,
          String.format(
              "%s is %s at step %d: training diverged; lower the learning rate, lengthen the"
                  + " warm-up or use fp32 (the last checkpoint is from before)",
              name, value, step));
    }
  }

  private LoopState logMetrics(LoopState state, double learningRate) {
    Map<String, Double> values = new LinkedHashMap<>(state.window().means());
    values.put("learning_rate", learningRate);
    values.put("epoch", epoch(state.step()));
    values.put("num_tokens", (double) state.tokens());
    values.put("tokens_per_second", throughput.takeRate());
    callback.onMetrics(new StepMetrics(state.step(), Split.TRAIN, values));
    return state.withEmptyWindow();
  }

  private double epoch(long step) {
    return (double) step / stepsPerEpoch(objective.microBatches(), config.accumulationSteps());
  }

  private LoopState evaluate(LoopState state) {
    Double value = runEvaluation(state.step()).get(config.metric().name());
    return value == null ? state : state.withBest(best(state, value));
  }

  private Best best(LoopState state, double value) {
    @Nullable Best before = state.best();
    return before == null
            || Double.isNaN(before.value())
            || config.metric().isBetter(value, before.value())
        ? new Best(state.step(), value, 0)
        : before.withoutImprovement();
  }

  private Map<String, Double> runEvaluation(long step) {
    Map<String, Double> metrics = objective.evaluate();
    if (!metrics.isEmpty()) {
      Map<String, Double> values = new LinkedHashMap<>(metrics);
      values.put("epoch", epoch(step));
      callback.onMetrics(new StepMetrics(step, Split.EVAL, values));
    }
    List<Sample> samples = sampleGenerator.get();
    if (!samples.isEmpty()) {
      callback.onSamples(new Samples(step, samples));
    }
    return metrics;
  }

  /** Measures tokens per second, counting the time of optimizer steps only. */
  private static final class Throughput {

    private long tokens;
    private long nanos;
    private long since;

    void start() {
      since = System.nanoTime();
    }

    void stop(long read) {
      nanos += System.nanoTime() - since;
      tokens += read;
    }

    /** Tokens per second since the last call; 0 if there was no step. */
    double takeRate() {
      double speed = nanos == 0 ? 0 : tokens * 1e9 / nanos;
      tokens = 0;
      nanos = 0;
      return speed;
    }
  }
}
