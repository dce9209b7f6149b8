package io.gristmill.jobs.train.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.generation.GenerationOutput.FinishReason;
import io.gristmill.jobs.train.model.Adapters;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.jobs.train.model.ComputeConfig;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.model.Precision;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.testing.Fixtures;
import io.gristmill.jobs.train.testing.PeftAdapters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares generation with that of transformers, written by make_generations.py. */
class GeneratorTest {

  private static Backend backend;

  @BeforeAll
  static void open() {
    backend = Backend.open("cpu");
  }

  @AfterAll
  static void close() {
    backend.close();
  }

  static List<JsonNode> runs() throws IOException {
    List<JsonNode> runs = new ArrayList<>();
    for (String line :
        Files.readAllLines(
            Fixtures.model("gpt2").resolveSibling("../generation/generations.jsonl"))) {
      runs.add(new ObjectMapper().readTree(line));
    }
    return runs;
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

  private static int[] numbers(JsonNode list) {
    return IntStream.range(0, list.size()).map(i -> list.path(i).intValue()).toArray();
  }

  private static List<int[]> lists(JsonNode lists) {
    List<int[]> all = new ArrayList<>();
    lists.forEach(list -> all.add(numbers(list)));
    return all;
  }

  private static List<String> texts(
      Generator generator, List<String> prompts, Tokenizer tokenizer, GenerationConfig config) {
    List<TokenPrompt> numbered =
        IntStream.range(0, prompts.size())
            .mapToObj(i -> new TokenPrompt(Integer.toString(i), tokenizer.encode(prompts.get(i))))
            .toList();
    return generator.generate(numbered, config).stream()
        .map(output -> String.valueOf(output.text()))
        .toList();
  }

  @Test
  void everyModelHasRunsWithAndWithoutEosTokens() throws IOException {
    TreeSet<String> models = new TreeSet<>();
    runs().stream()
        .filter(run -> !run.path("ends").isEmpty())
        .forEach(run -> models.add(run.path("model").asText()));
    assertThat(models).containsExactlyElementsOf(Fixtures.names());
    assertThat(runs()).hasSize(2 * models.size());
  }

  @ParameterizedTest
  @MethodSource("runs")
  void tokensEqualThoseOfTransformersInEveryBatchSize(JsonNode run) {
    List<int[]> prompts = lists(run.path("prompts"));
    List<int[]> expected = lists(run.path("answers"));
    List<Integer> ends = Arrays.stream(numbers(run.path("ends"))).boxed().toList();
    GenerationConfig greedy = GenerationConfig.greedy(run.path("most").intValue());
    with(
        run.path("model").asText(),
        model -> {
          Generator generator = new Generator(backend, model, ends, null);
          for (int rows : new int[] {1, 4, 6}) {
            List<GenerationOutput> answers =
                generator.generate(numbered(prompts), greedy.withBatchSize(rows));
            for (int i = 0; i < prompts.size(); i++) {
              same(answers.get(i), expected.get(i), ends);
            }
          }
          return model;
        });
  }

  private static List<TokenPrompt> numbered(List<int[]> prompts) {
    return IntStream.range(0, prompts.size())
        .mapToObj(i -> new TokenPrompt("p" + i, prompts.get(i)))
        .toList();
  }

  private static void same(GenerationOutput answer, int[] expected, List<Integer> ends) {
    boolean ended = ends.contains(expected[expected.length - 1]);
    int[] before = ended ? Arrays.copyOf(expected, expected.length - 1) : expected;
    assertThat(answer.tokens()).containsExactly(before);
    assertThat(answer.finishReason())
        .isEqualTo(ended ? FinishReason.EOS_TOKEN : FinishReason.MAX_NEW_TOKENS);
  }

  static List<String> models() {
    return Fixtures.names();
  }

  @ParameterizedTest
  @MethodSource("models")
  void cachedGenerationEqualsRecomputation(String name) {
    with(
        name,
        model -> {
          int[] prompt = {3, 9, 4};
          int[] answer =
              new Generator(backend, model, List.of(), null)
                  .generateTokens(List.of(prompt), GenerationConfig.greedy(20))
                  .get(0);
          List<Long> ids = new ArrayList<>();
          Arrays.stream(prompt).forEach(token -> ids.add((long) token));
          for (int token : answer) {
            assertThat(best(model, ids)).isEqualTo(token);
            ids.add((long) token);
          }
          return assertThat(answer).hasSize(20);
        });
  }

  private static int best(LanguageModel model, List<Long> before) {
    long[] ids = before.stream().mapToLong(Long::longValue).toArray();
    try (Scope scope = backend.open()) {
      float[] logits = model.logits(scope, Batch.of(1, ids.length, ids, ids)).floats();
      int vocabulary = model.config().sizes().vocabSize();
      int from = logits.length - vocabulary;
      return IntStream.range(0, vocabulary)
          .reduce((a, b) -> logits[from + b] > logits[from + a] ? b : a)
          .orElseThrow();
    }
  }

  @Test
  void answersEndWithTheContext() {
    with(
        "gpt2",
        model -> {
          Generator generator = new Generator(backend, model, List.of(), null);
          int[] full = IntStream.range(0, 32).map(i -> 3 + i % 20).toArray();
          List<TokenPrompt> prompts =
              List.of(
                  new TokenPrompt("short", new int[] {4}),
                  new TokenPrompt("long", Arrays.copyOf(full, 29)),
                  new TokenPrompt("full", full),
                  new TokenPrompt("beyond", Arrays.copyOf(full, 40)));
          List<GenerationOutput> answers = generator.generate(prompts, GenerationConfig.greedy(20));
          assertThat(answers.stream().map(answer -> answer.tokens().length))
              .containsExactly(20, 3, 0, 0);
          return assertThat(answers.stream().map(GenerationOutput::finishReason))
              .containsExactly(
                  FinishReason.MAX_NEW_TOKENS,
                  FinishReason.MAX_POSITIONS,
                  FinishReason.MAX_POSITIONS,
                  FinishReason.MAX_POSITIONS);
        });
  }

  @Test
  void noPromptsGiveNoAnswersAndEmptyPromptsAreRejected() {
    with(
        "gpt2",
        model -> {
          Generator generator = new Generator(backend, model, List.of(), null);
          GenerationConfig greedy = GenerationConfig.greedy(3);
          assertThat(generator.generateTokens(List.of(), greedy)).isEmpty();
          assertThatThrownBy(() -> generator.generateTokens(List.of(new int[0]), greedy))
              .hasMessage("prompt 0 has no tokens");
          assertThatThrownBy(
                  () ->
                      generator.generateTokens(
                          List.of(new int[] {3}), greedy.withStopStrings(List.of("."))))
              .hasMessage("texts and stop strings need a tokenizer");
          return model;
        });
  }

  @Test
  void textsEndBeforeTheFirstStopString() throws Exception {
    Path directory =
        Path.of(Objects.requireNonNull(GeneratorTest.class.getResource("/tokenizer")).toURI());
    try (Tokenizer tokenizer = Tokenizer.open(directory)) {
      with(
          "llama",
          model -> {
            Generator generator = new Generator(backend, model, List.of(), tokenizer);
            List<String> prompts = List.of("#$%", "12", "(*)");
            GenerationConfig greedy = GenerationConfig.greedy(20);
            List<String> whole = texts(generator, prompts, tokenizer, greedy);
            assertThat(whole).allMatch(text -> text.length() >= 20);
            String stop = whole.get(0).substring(10, 12);
            List<String> cut =
                texts(generator, prompts, tokenizer, greedy.withStopStrings(List.of("no", stop)));
            for (int i = 0; i < prompts.size(); i++) {
              int at = whole.get(i).indexOf(stop);
              String expected = at < 0 ? whole.get(i) : whole.get(i).substring(0, at);
              assertThat(cut.get(i)).isEqualTo(expected);
            }
            assertThat(cut.get(0).length()).isLessThanOrEqualTo(10);
            List<GenerationOutput> answers =
                generator.generate(
                    List.of(new TokenPrompt("a", tokenizer.encode("#$%"))),
                    greedy.withStopStrings(List.of(stop)));
            assertThat(tokenizer.decode(answers.get(0).tokens())).isEqualTo(cut.get(0));
            return assertThat(answers.get(0).finishReason()).isEqualTo(FinishReason.STOP_STRING);
          });
    }
  }

  @Test
  void adaptersGenerateAsTheirMergedModel() throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model("llama-biases"));
    List<int[]> prompts = List.of(new int[] {3, 9, 4}, new int[] {7}, new int[] {5, 6, 7, 8, 9});
    GenerationConfig greedy = GenerationConfig.greedy(15);
    try (Scope scope = backend.open()) {
      Adapters adapters =
          PeftAdapters.read(Fixtures.adapters("llama-biases"), directory.config(), scope);
      try (LanguageModel model =
          LanguageModel.of(
              backend,
              directory.config(),
              directory.readWeights(scope),
              adapters,
              ComputeConfig.DEFAULT)) {
        List<int[]> adapted =
            new Generator(backend, model, List.of(), null).generateTokens(prompts, greedy);
        List<int[]> merged =
            with(
                "llama-biases",
                base ->
                    new Generator(
                            backend,
                            base.withTrainable(model.mergedWeights(scope)),
                            List.of(),
                            null)
                        .generateTokens(prompts, greedy));
        List<int[]> without =
            new Generator(backend, model.withoutAdapters(), List.of(), null)
                .generateTokens(prompts, greedy);
        assertThat(Arrays.deepEquals(adapted.toArray(), merged.toArray())).isTrue();
        assertThat(Arrays.deepEquals(adapted.toArray(), without.toArray())).isFalse();
      }
    }
  }

  @Test
  void bf16ModelsGenerate() throws IOException {
    ModelDirectory directory = ModelDirectory.open(Fixtures.model("mistral"));
    try (Scope scope = backend.open();
        LanguageModel model =
            LanguageModel.of(
                backend, directory.config(), directory.readWeights(scope), Precision.BF16)) {
      Generator generator = new Generator(backend, model, List.of(), null);
      List<int[]> prompts = List.of(new int[] {3, 9, 4}, new int[] {7}, new int[] {5, 6});
      List<int[]> together = generator.generateTokens(prompts, GenerationConfig.greedy(15));
      List<int[]> alone =
          generator.generateTokens(prompts, GenerationConfig.greedy(15).withBatchSize(1));
      assertThat(Arrays.deepEquals(together.toArray(), alone.toArray())).isTrue();
      assertThat(together.get(0)).hasSize(15);
      // Matrices rounded once give the same numbers as matrices rounded in every call.
      long[] ids = {3, 9, 4, together.get(0)[0]};
      Batch batch = Batch.of(1, 4, ids, ids);
      assertThat(model.prepareForGeneration(scope).model().logits(scope, batch).floats())
          .isEqualTo(model.logits(scope, batch).floats());
    }
  }
}
