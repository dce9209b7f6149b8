package io.gristmill.jobs.train.run;

import io.gristmill.jobs.train.data.TrainingData;
import io.gristmill.jobs.train.generation.GenerationConfig;
import io.gristmill.jobs.train.generation.GenerationOutput;
import io.gristmill.jobs.train.generation.Generator;
import io.gristmill.jobs.train.generation.TokenPrompt;
import io.gristmill.jobs.train.loop.SampleGenerator;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Answers the prompts of {@code sample-prompts} by greedy decoding with the model in training. */
record GreedySamples(
    Generator generator, List<String> texts, List<TokenPrompt> prompts, int maxNewTokens)
    implements SampleGenerator {

  /** A generator for the model in training; prompts are formatted like the training data. */
  static SampleGenerator of(RunData source, TrainingState state) {
    EvaluationSettings settings = source.config().evaluation();
    if (settings.samplePrompts().isEmpty()) {
      return NONE;
    }
    TrainingData data = new TrainingData(source.config().data(), source.tokens());
    List<Integer> ends = new ArrayList<>();
    data.eosToken().ifPresent(ends::add);
    source.tokens().specialTokens().eos().ifPresent(ends::add);
    List<TokenPrompt> prompts = new ArrayList<>();
    for (String text : settings.samplePrompts()) {
      prompts.add(new TokenPrompt(Integer.toString(prompts.size()), data.promptTokens(text)));
    }
    Generator generator =
        new Generator(
            state.backend(),
            state.model(),
            ends.stream().distinct().toList(),
            source.tokens().tokenizer());
    return new GreedySamples(generator, settings.samplePrompts(), prompts, settings.maxNewTokens());
  }

  @Override
  public List<Sample> generate() {
    List<GenerationOutput> answers =
        generator.generate(prompts, GenerationConfig.greedy(maxNewTokens));
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < answers.size(); i++) {
      samples.add(new Sample(texts.get(i), Objects.requireNonNullElse(answers.get(i).text(), "")));
    }
    return samples;
  }
}
