package io.gristmill.jobs.train.loop;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.loop.LoopState.Best;
import io.gristmill.jobs.train.watch.Measures;
import io.gristmill.jobs.train.watch.Measures.Split;
import io.gristmill.jobs.train.watch.Samples;
import io.gristmill.jobs.train.watch.Watcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Updates, and between them measures, evaluations, samples and checkpoints. Everything that is told
 * and kept depends on the state at the start and the objective alone, except {@code
 * tokens_per_second}.
 */
public final class TrainingLoop {

  private final Objective objective;
  private final LoopConfig config;
  private final Watcher watcher;
  private final Answers answers;
  private final Keeper keeper;
  private final Speed speed = new Speed();

  public TrainingLoop(
      Objective objective, LoopConfig config, Watcher watcher, Answers answers, Keeper keeper) {
    this.objective = objective;
    this.config = config;
    this.watcher = watcher;
    this.answers = answers;
    this.keeper = keeper;
  }

  /** Updates of an epoch. */
  public static long updatesOfEpoch(int microBatches, int accumulation) {
    return (microBatches + accumulation - 1L) / accumulation;
  }

  /**
   * Goes on to the end.
   *
   * @param start {@link LoopState#START}, or the state of a checkpoint
   * @return the state at the end, which has been kept
   * @throws UserException when the loss is no number any more
   */
  public LoopState run(LoopState start) {
    LoopState state = start;
    if (state.step() == 0 && config.evaluateAtStart()) {
      evaluation(0);
    }
    while (!isOver(state)) {
      state = advance(state);
    }
    return state;
  }

  /** Whether nothing is left to do. */
  public boolean isOver(LoopState state) {
    Best best = state.best();
    boolean hopeless = best != null && config.patience() > 0 && best.since() >= config.patience();
    return state.step() >= config.updates() || hopeless;
  }

  private LoopState advance(LoopState before) {
    Objective.Update update = update(before);
    LoopState state = before.updated(update);
    boolean last = state.step() == config.updates();
    if (last || state.step() % config.logEvery() == 0) {
      state = measured(state, update.learningRate());
    }
    if (last || due(state, config.evaluateEvery())) {
      state = evaluated(state);
    }
    boolean isBest = state.best() != null && state.best().step() == state.step();
    if (isBest || isOver(state) || due(state, config.checkpointEvery())) {
      watcher.flush();
      keeper.keep(state);
    }
    return state;
  }

  private static boolean due(LoopState state, long every) {
    return every > 0 && state.step() % every == 0;
  }

  private Objective.Update update(LoopState before) {
    long perEpoch = updatesOfEpoch(objective.size(), config.accumulation());
    int epoch = Math.toIntExact(before.step() / perEpoch);
    int from = Math.toIntExact(before.step() % perEpoch) * config.accumulation();
    int to = Math.min(objective.size(), from + config.accumulation());
    speed.resume();
    Objective.Update update = objective.update(epoch, from, to);
    speed.pause(update.tokens());
    update.measures().forEach((name, value) -> requireNumber(before.step() + 1, name, value));
    return update;
  }

  private static void requireNumber(long step, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new UserException(
          ExitCode.GATE,
          String.format(
              "%s is %s in update %d: the training has come apart; take a lower learning rate, a"
                  + " longer warm-up or fp32 (the last checkpoint is from before)",
              name, value, step));
    }
  }

  private LoopState measured(LoopState state, double learningRate) {
    Map<String, Double> values = new LinkedHashMap<>(state.window().means());
    values.put("learning_rate", learningRate);
    values.put("epoch", epoch(state.step()));
    values.put("num_tokens", (double) state.tokens());
    values.put("tokens_per_second", speed.take());
    watcher.measured(new Measures(state.step(), Split.TRAIN, values));
    return state.measured();
  }

  private double epoch(long step) {
    return (double) step / updatesOfEpoch(objective.size(), config.accumulation());
  }

  private LoopState evaluated(LoopState state) {
    Double value = evaluation(state.step()).get(config.metric().name());
    return value == null ? state : state.withBest(best(state, value));
  }

  private Best best(LoopState state, double value) {
    @Nullable Best before = state.best();
    return before == null
            || Double.isNaN(before.value())
            || config.metric().better(value, before.value())
        ? new Best(state.step(), value, 0)
        : before.worse();
  }

  private Map<String, Double> evaluation(long step) {
    Map<String, Double> found = objective.evaluate();
    if (!found.isEmpty()) {
      Map<String, Double> values = new LinkedHashMap<>(found);
      values.put("epoch", epoch(step));
      watcher.measured(new Measures(step, Split.EVAL, values));
    }
    List<Samples.Sample> samples = answers.now();
    if (!samples.isEmpty()) {
      watcher.sampled(new Samples(step, samples));
    }
    return found;
  }
}
