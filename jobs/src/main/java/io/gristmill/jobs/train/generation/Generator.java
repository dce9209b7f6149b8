package io.gristmill.jobs.train.generation;

import io.gristmill.check.Require;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.model.LanguageModel;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers prompts. What is drawn for one depends on the seed and its id alone, not on what is
 * answered beside it; the owner of model and tokenizer closes them.
 */
public final class Generator {

  private final Backend backend;
  private final LanguageModel model;
  private final List<Integer> eosTokens;
  private final @Nullable Tokenizer tokenizer;

  /**
   * @param eosTokens tokens that end an answer; there may be none
   * @param tokenizer needed for texts and stop strings alone
   */
  public Generator(
      Backend backend,
      LanguageModel model,
      List<Integer> eosTokens,
      @Nullable Tokenizer tokenizer) {
    this.backend = backend;
    this.model = model;
    this.eosTokens = List.copyOf(eosTokens);
    this.tokenizer = tokenizer;
  }

  /** Tokens for tokens, in the order of the prompts, whose ids are their numbers from 0. */
  public List<int[]> generateTokens(List<int[]> prompts, GenerationConfig config) {
    List<TokenPrompt> numbered =
        IntStream.range(0, prompts.size())
            .mapToObj(i -> new TokenPrompt(Integer.toString(i), prompts.get(i)))
            .toList();
    return generate(numbered, config).stream().map(GenerationOutput::tokens).toList();
  }

  /** Texts for texts, likewise. */
  public List<String> generateTexts(List<String> prompts, GenerationConfig config) {
    Tokenizer words = tokenizer();
    List<TokenPrompt> numbered =
        IntStream.range(0, prompts.size())
            .mapToObj(i -> new TokenPrompt(Integer.toString(i), words.encode(prompts.get(i))))
            .toList();
    return generate(numbered, config).stream()
        .map(output -> output.text() == null ? "" : output.text())
        .toList();
  }

  /**
   * Answers each prompt.
   *
   * @return in the order of the prompts
   * @throws IllegalArgumentException when there are stop strings and no tokenizer
   */
  public List<GenerationOutput> generate(List<TokenPrompt> prompts, GenerationConfig config) {
    StopStrings stopStrings =
        config.stopStrings().isEmpty()
            ? StopStrings.NONE
            : new StopStrings(tokenizer(), config.stopStrings());
    int maxPositions = model.config().sizes().maxPositionEmbeddings();
    List<GeneratedSequence> sequences =
        prompts.stream()
            .map(
                prompt ->
                    new GeneratedSequence(prompt, eosTokens, stopStrings, config, maxPositions))
            .toList();
    // Those of like length together, so that little is padded.
    List<GeneratedSequence> sorted = new ArrayList<>(sequences);
    sorted.sort(Comparator.comparingInt(GeneratedSequence::length));
    try (Scope scope = backend.open()) {
      BatchGeneration batchGeneration =
          new BatchGeneration(model.prepareForGeneration(scope), config, eosTokens);
      for (int from = 0; from < sorted.size(); from += config.batchSize()) {
        batchGeneration.generate(
            scope, sorted.subList(from, Math.min(sorted.size(), from + config.batchSize())));
      }
    }
    return sequences.stream().map(sequence -> sequence.toOutput(tokenizer)).toList();
  }

  private Tokenizer tokenizer() {
    Require.that(tokenizer != null, "texts and stop strings need a tokenizer");
    return Objects.requireNonNull(tokenizer);
  }
}
