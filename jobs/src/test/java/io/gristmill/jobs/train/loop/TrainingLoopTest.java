package io.gristmill.jobs.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.loop.LoopConfig.Metric;
import io.gristmill.jobs.train.tracking.Samples;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import io.gristmill.jobs.train.tracking.StepMetrics;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import io.gristmill.jobs.train.tracking.TrainingCallback;
import io.gristmill.manifest.JsonDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Tests the loop without a model: the order of its actions and its resumption. */
class TrainingLoopTest {

  private static final Metric LOSS = new Metric("loss", false);

  /** An objective of five micro-batches with predefined evaluation results. */
  private static final class ScriptedObjective implements Objective {
    final List<String> events = new ArrayList<>();
    final double[] evaluations;
    int evaluated;

    ScriptedObjective(double... evaluations) {
      this.evaluations = evaluations;
    }

    @Override
    public int microBatches() {
      return 5;
    }

    @Override
    public StepResult step(int epoch, int from, int to) {
      events.add(epoch + ":" + from + "-" + to);
      Map<String, Double> measures = new LinkedHashMap<>();
      measures.put("loss", 1.0 / (1 + epoch * 5 + from));
      measures.put("grad_norm", (double) (to - from));
      return new StepResult(measures, 0.1, 10L * (to - from));
    }

    @Override
    public Map<String, Double> evaluate() {
      return evaluations.length == 0
          ? Map.of()
          : Map.of("loss", evaluations[Math.min(evaluated++, evaluations.length - 1)]);
    }
  }

  /** Records all events without their times. */
  private static final class RecordingCallback implements TrainingCallback {
    final List<String> lines = new ArrayList<>();

    @Override
    public void onMetrics(StepMetrics measures) {
      Map<String, Double> timeless = new LinkedHashMap<>(measures.values());
      timeless.remove("tokens_per_second");
      lines.add(measures.step() + " " + measures.split() + " " + timeless);
    }

    @Override
    public void onSamples(Samples samples) {
      lines.add(samples.step() + " " + samples.samples());
    }

    @Override
    public void flush() {
      lines.add("flush");
    }

    @Override
    public void close() {
      lines.add("close");
    }

    List<String> of(Split split) {
      return lines.stream().filter(line -> line.contains(" " + split + " ")).toList();
    }
  }

  private static LoopConfig config(long updates, int patience) {
    return new LoopConfig(updates, 2, 2, 3, true, 4, LOSS, patience);
  }

  private static List<Long> kept(Objective objective, LoopConfig config) {
    List<Long> kept = new ArrayList<>();
    new TrainingLoop(
            objective, config, new RecordingCallback(), List::of, state -> kept.add(state.step()))
        .run(LoopState.START);
    return kept;
  }

  @Test
  void anEpochIsDividedIntoStepsOfWhichTheLastMayBeSmaller() {
    ScriptedObjective script = new ScriptedObjective();
    assertThat(TrainingLoop.stepsPerEpoch(5, 2)).isEqualTo(3);
    kept(script, config(5, 0));
    assertThat(script.events).containsExactly("0:0-2", "0:2-4", "0:4-5", "1:0-2", "1:2-4");
  }

  @Test
  void metricsAreMeansSinceTheLastEntryAndAreLoggedAtTheEnd() {
    RecordingCallback notes = new RecordingCallback();
    new TrainingLoop(new ScriptedObjective(), config(3, 0), notes, List::of, state -> {})
        .run(LoopState.START);
    assertThat(notes.of(Split.TRAIN))
        .containsExactly(
            "2 TRAIN {loss=%s, grad_norm=2.0, learning_rate=0.1, epoch=%s, num_tokens=40.0}"
                .formatted((1 + 1.0 / 3) / 2, 2.0 / 3),
            "3 TRAIN {loss=0.2, grad_norm=1.0, learning_rate=0.1, epoch=1.0, num_tokens=50.0}");
  }

  @Test
  void evaluationsRunBeforeTheFirstStepEveryEvalStepsAndAtTheEnd() {
    RecordingCallback notes = new RecordingCallback();
    new TrainingLoop(new ScriptedObjective(3, 2, 1), config(7, 0), notes, List::of, state -> {})
        .run(LoopState.START);
    assertThat(notes.of(Split.EVAL).stream().map(line -> line.substring(0, 1)))
        .containsExactly("0", "3", "6", "7");
  }

  @Test
  void aCheckpointIsWrittenEverySaveStepsAtANewBestAndAtTheEnd() {
    assertThat(kept(new ScriptedObjective(9, 5, 6, 4, 4), config(13, 0)))
        .as("3 and 9 are new bests, 6 and 12 are not")
        .containsExactly(3L, 4L, 8L, 9L, 12L, 13L);
  }

  @Test
  void callbacksAreFlushedBeforeACheckpoint() {
    RecordingCallback notes = new RecordingCallback();
    new TrainingLoop(
            new ScriptedObjective(9, 5),
            config(4, 0),
            notes,
            List::of,
            state -> notes.lines.add("kept " + state.step()))
        .run(LoopState.START);
    assertThat(notes.lines).containsSubsequence("flush", "kept 3", "flush", "kept 4");
    assertThat(notes.lines.get(notes.lines.indexOf("kept 3") - 1)).isEqualTo("flush");
  }

  @Test
  void earlyStoppingEndsTheTrainingAfterPatienceEvaluations() {
    ScriptedObjective script = new ScriptedObjective(9, 5, 6, 7, 1);
    LoopState end =
        new TrainingLoop(script, config(100, 2), new RecordingCallback(), List::of, state -> {})
            .run(LoopState.START);
    assertThat(end.step()).isEqualTo(9);
    assertThat(end.best()).isEqualTo(new LoopState.Best(3, 5, 2));
  }

  @Test
  void aGreaterIsBetterMetricIsBestAtItsHighest() {
    LoopConfig rising = new LoopConfig(9, 2, 2, 3, false, 0, new Metric("loss", true), 0);
    LoopState end =
        new TrainingLoop(
                new ScriptedObjective(0.2, 0.9, 0.5),
                rising,
                new RecordingCallback(),
                List::of,
                s -> {})
            .run(LoopState.START);
    assertThat(end.best()).isEqualTo(new LoopState.Best(6, 0.9, 1));
  }

  @Test
  void aNonFiniteEvaluationIsNeverTheBest() {
    LoopState end =
        new TrainingLoop(
                new ScriptedObjective(0, Double.NaN, 3, Double.NaN),
                config(9, 0),
                new RecordingCallback(),
                List::of,
                s -> {})
            .run(LoopState.START);
    assertThat(end.best()).isEqualTo(new LoopState.Best(6, 3, 1));
  }

  @Test
  void promptsAreAnsweredAfterEachEvaluation() {
    RecordingCallback notes = new RecordingCallback();
    Supplier<List<Sample>> answers = () -> List.of(new Samples.Sample("하나?", "yes"));
    new TrainingLoop(new ScriptedObjective(), config(3, 0), notes, answers, state -> {})
        .run(LoopState.START);
    assertThat(notes.lines)
        .contains("0 [Sample[prompt=하나?, answer=yes]]", "3 [Sample[prompt=하나?, answer=yes]]");
  }

  @Test
  void aNonFiniteLossStopsTheTrainingBeforeACheckpointIsWritten() {
    Objective apart =
        new Objective() {
          @Override
          public int microBatches() {
            return 1;
          }

          @Override
          public StepResult step(int epoch, int from, int to) {
            return new StepResult(Map.of("loss", epoch == 5 ? Double.NaN : 1.0), 1, 1);
          }

          @Override
          public Map<String, Double> evaluate() {
            return Map.of();
          }
        };
    assertThatThrownBy(() -> kept(apart, config(9, 0)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("loss is NaN at step 6: training diverged; lower the learning rate")
        .satisfies(e -> assertThat(((UserException) e).exitCode()).isEqualTo(ExitCode.GATE));
  }

  @Test
  void trainingResumesIdenticallyFromEveryCheckpoint() {
    double[] evaluations = {9, 5, 6, 4, 4, 3, 8};
    List<LoopState> states = new ArrayList<>();
    RecordingCallback whole = new RecordingCallback();
    LoopConfig every = new LoopConfig(14, 2, 4, 3, true, 1, LOSS, 0);
    LoopState end =
        new TrainingLoop(new ScriptedObjective(evaluations), every, whole, List::of, states::add)
            .run(LoopState.START);
    assertThat(states).hasSize(14);
    for (LoopState state : states) {
      LoopState read = JsonDocument.read(JsonDocument.write(state), LoopState.class);
      assertThat(read).isEqualTo(state);
      ScriptedObjective script = new ScriptedObjective(evaluations);
      script.evaluated = 1 + (int) state.step() / 3;
      RecordingCallback rest = new RecordingCallback();
      assertThat(new TrainingLoop(script, every, rest, List::of, s -> {}).run(read)).isEqualTo(end);
      assertThat(whole.lines).endsWith(rest.lines.toArray(new String[0]));
    }
  }

  @Test
  void aFinishedTrainingTakesNoStep() {
    ScriptedObjective script = new ScriptedObjective(1);
    LoopState over = new LoopState(5, 50, null, LoopState.MetricWindow.EMPTY);
    new TrainingLoop(script, config(5, 0), new RecordingCallback(), List::of, s -> {}).run(over);
    assertThat(script.events).isEmpty();
  }
}
