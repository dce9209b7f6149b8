package io.gristmill.jobs.train.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.generation.GenerationOutput.FinishReason;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.testing.Fixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares the frequencies of sampled tokens with the formulas. */
class SamplingTest {

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Backend.open("cpu");
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  private static <T> T with(String name, Function<LanguageModel, T> use) {
    try (Scope scope = backend.open()) {
      ModelDirectory directory = ModelDirectory.open(Fixtures.model(name));
      try (LanguageModel model =
          LanguageModel.of(
              backend, directory.config(), directory.readWeights(scope), Precision.FULL)) {
        return use.apply(model);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GenerationConfig drawn(int most, double temperature, int topK, double topP) {
    return new GenerationConfig(most, temperature, topK, topP, 7, List.of(), 8);
  }

  @Test
  void samplesDependOnlyOnSeedAndId() {
    List<TokenPrompt> prompts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      prompts.add(new TokenPrompt("row-" + i, IntStream.range(3, 4 + i % 7).toArray()));
    }
    GenerationConfig config = drawn(12, 1.5, 20, 0.9);
    with(
        "qwen3",
        model -> {
          Generator generator = new Generator(backend, model, List.of(5, 8), null);
          List<GenerationOutput> answers = generator.generate(prompts, config);
          assertThat(answers.stream().map(GenerationOutput::finishReason))
              .contains(FinishReason.EOS_TOKEN, FinishReason.MAX_NEW_TOKENS);
          same(generator.generate(prompts, config.withBatchSize(1)), answers);
          List<TokenPrompt> turned = new ArrayList<>(prompts);
          Collections.reverse(turned);
          List<GenerationOutput> back =
              new ArrayList<>(generator.generate(turned, config.withBatchSize(3)));
          Collections.reverse(back);
          same(back, answers);
          GenerationConfig other = new GenerationConfig(12, 1.5, 20, 0.9, 8, List.of(), 8);
          return assertThat(tokens(generator.generate(prompts, other)))
              .isNotEqualTo(tokens(answers));
        });
  }

  private static void same(List<GenerationOutput> actual, List<GenerationOutput> expected) {
    assertThat(tokens(actual)).isEqualTo(tokens(expected));
    assertThat(actual.stream().map(GenerationOutput::finishReason))
        .containsExactlyElementsOf(expected.stream().map(GenerationOutput::finishReason).toList());
  }

  private static List<List<Integer>> tokens(List<GenerationOutput> answers) {
    return answers.stream().map(answer -> Arrays.stream(answer.tokens()).boxed().toList()).toList();
  }

  /** Frequency of each token as the first token of 4,000 answers. */
  private static double[] shares(LanguageModel model, GenerationConfig config) {
    List<TokenPrompt> prompts =
        IntStream.range(0, 4000)
            .mapToObj(i -> new TokenPrompt(Integer.toString(i), new int[] {3, 9, 4}))
            .toList();
    double[] shares = new double[model.config().sizes().vocabSize()];
    new Generator(backend, model, List.of(), null)
        .generate(prompts, config.withBatchSize(1000))
        .forEach(answer -> shares[answer.tokens()[0]] += 1.0 / 4000);
    return shares;
  }

  /** Probabilities of the token after the same prompt, computed by the formula. */
  private static double[] probabilities(LanguageModel model, double temperature) {
    long[] ids = {3, 9, 4};
    try (Scope scope = backend.open()) {
      float[] logits = model.logits(scope, Batch.of(1, 3, ids, ids)).floats();
      int vocabulary = model.config().sizes().vocabSize();
      double[] shares = new double[vocabulary];
      for (int i = 0; i < vocabulary; i++) {
        shares[i] = Math.exp(logits[2 * vocabulary + i] / temperature);
      }
      return scaled(shares);
    }
  }

  private static double[] scaled(double[] shares) {
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  private static List<Integer> descending(double[] shares) {
    return IntStream.range(0, shares.length)
        .boxed()
        .sorted((a, b) -> Double.compare(shares[b], shares[a]))
        .toList();
  }

  /** Four standard deviations of a frequency in 4,000 samples are at most 0.032. */
  private static void near(double[] actual, double[] expected) {
    assertThat(actual).containsExactly(expected, within(0.032));
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i] > 0).as("token %d", i).isIn(expected[i] > 0, expected[i] > 0.005);
    }
  }

  @Test
  void tokensAreSampledByTheirProbabilities() {
    with(
        "gpt2",
        model -> {
          near(shares(model, drawn(1, 2, 0, 1)), probabilities(model, 2));
          return model;
        });
  }

  @Test
  void topKSamplesFromTheMostProbableTokens() {
    with(
        "gpt2",
        model -> {
          double[] all = probabilities(model, 2);
          double[] three = new double[all.length];
          descending(all).subList(0, 3).forEach(i -> three[i] = all[i]);
          near(shares(model, drawn(1, 2, 3, 1)), scaled(three));
          assertThat(shares(model, drawn(1, 2, 1, 1))[descending(all).get(0)])
              .isCloseTo(1, within(1e-9));
          // A top-k above the vocabulary size keeps all tokens.
          near(shares(model, drawn(1, 2, 1_000_000, 1)), all);
          return model;
        });
  }

  @Test
  void topPSamplesFromTheNucleus() {
    with(
        "gpt2",
        model -> {
          double[] all = probabilities(model, 2);
          near(shares(model, drawn(1, 2, 0, 0.6)), scaled(nucleus(all, 0.6)));
          // Top-p applies to the probabilities that remain after top-k.
          double[] five = new double[all.length];
          descending(all).subList(0, 5).forEach(i -> five[i] = all[i]);
          near(shares(model, drawn(1, 2, 5, 0.7)), scaled(nucleus(scaled(five), 0.7)));
          assertThat(shares(model, drawn(1, 2, 0, 1e-9))[descending(all).get(0)])
              .isCloseTo(1, within(1e-9));
          return model;
        });
  }

  private static double[] nucleus(double[] all, double share) {
    double[] kept = new double[all.length];
    double sum = 0;
    for (int i : descending(all)) {
      if (sum < share) {
        kept[i] = all[i];
      }
      sum += all[i];
    }
    return kept;
  }

  @Test
  void rejectsSettingsOutOfRange() {
    assertThatThrownBy(() -> GenerationConfig.greedy(0)).hasMessageContaining("was 0");
    assertThatThrownBy(() -> drawn(1, -1, 0, 1)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> drawn(1, Double.NaN, 0, 1)).hasMessageContaining("temperature");
    assertThatThrownBy(() -> drawn(1, 1, -1, 1)).hasMessageContaining("top-k");
    assertThatThrownBy(() -> drawn(1, 1, 0, 0)).hasMessageContaining("top-p");
    assertThatThrownBy(() -> drawn(1, 1, 0, 1.1)).hasMessageContaining("top-p");
    assertThatThrownBy(() -> GenerationConfig.greedy(1).withStopStrings(List.of("")))
        .hasMessageContaining("stop string");
    assertThatThrownBy(() -> GenerationConfig.greedy(1).withBatchSize(0))
        .hasMessageContaining("batch size");
  }
}
