package io.gristmill.jobs.train.run;

import io.gristmill.config.Settings;
import io.gristmill.jobs.train.data.TrainingData;
import io.gristmill.jobs.train.generation.GenerationConfig;
import io.gristmill.jobs.train.generation.GenerationOutput;
import io.gristmill.jobs.train.generation.Generator;
import io.gristmill.jobs.train.generation.TokenPrompt;
import io.gristmill.jobs.train.loop.LoopConfig;
import io.gristmill.jobs.train.tracking.Clocks;
import io.gristmill.jobs.train.tracking.MetricLoggers;
import io.gristmill.jobs.train.tracking.RunInfo;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import io.gristmill.jobs.train.tracking.TrainingCallback;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Opens the metric loggers and the sample generator of a run according to its settings. */
record JobCallbacks(String job, Settings settings, RunData source, TrainingJob.Display display)
    implements TrainingRun.CallbackFactory {

  @Override
  public TrainingCallback openCallback(long step, LoopConfig loop) {
    Map<String, String> shown = new TreeMap<>();
    settings.toMap().forEach((key, value) -> show(key, value, shown));
    Path root = source.folder().root();
    RunInfo training = new RunInfo(job, String.valueOf(root.getFileName()), loop.maxSteps(), shown);
    return MetricLoggers.open(
        source.config().tracking(),
        root,
        training,
        step,
        display.out(),
        display.terminal(),
        Clocks.system());
  }

  private void show(String key, Object value, Map<String, String> shown) {
    boolean own = key.startsWith(job + ".") && !key.startsWith(job + ".mlflow.");
    if (value != null && (own || key.equals("seed") || key.startsWith(TrainingConfig.DATA))) {
      shown.put(key, value.toString());
    }
  }

  /**
   * Answers the prompts of {@code sample-prompts} by greedy decoding; they are formatted like the
   * training data.
   */
  @Override
  public Supplier<List<Sample>> sampleGenerator(TrainingState state) {
    TrainingConfig.Evaluation evaluation = source.config().evaluation();
    List<String> texts = evaluation.samplePrompts();
    if (texts.isEmpty()) {
      return List::of;
    }
    TrainingData data = new TrainingData(source.config().data(), source.tokens());
    List<Integer> ends = new ArrayList<>();
    data.eosToken().ifPresent(ends::add);
    source.tokens().specialTokens().eos().ifPresent(ends::add);
    Generator generator =
        new Generator(
            state.backend(),
            state.model(),
            ends.stream().distinct().toList(),
            source.tokens().tokenizer());
    List<TokenPrompt> prompts =
        IntStream.range(0, texts.size())
            .mapToObj(i -> new TokenPrompt(Integer.toString(i), data.promptTokens(texts.get(i))))
            .toList();
    GenerationConfig config = GenerationConfig.greedy(evaluation.maxNewTokens());
    return () -> {
      List<GenerationOutput> answers = generator.generate(prompts, config);
      return IntStream.range(0, texts.size())
          .mapToObj(
              i -> new Sample(texts.get(i), Objects.requireNonNullElse(answers.get(i).text(), "")))
          .toList();
    };
  }
}
