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
 * Generates answers to prompts. The random numbers of a prompt depend only on the seed and its id,
 * not on the other prompts of its batch. The caller closes model and tokenizer.
 */
public final class Generator {

  private final Backend backend;
  private final LanguageModel model;
  private final List<Integer> eosTokens;
  private final @Nullable Tokenizer tokenizer;

  /**
   * @param eosTokens tokens that end an answer, possibly none
   * @param tokenizer needed only for texts and stop strings
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

  /** Generates tokens for each prompt, in the order of the prompts. Their ids are 0, 1, ... */
  public List<int[]> generateTokens(List<int[]> prompts, GenerationConfig config) {
    List<TokenPrompt> numbered =
        IntStream.range(0, prompts.size())
            .mapToObj(i -> new TokenPrompt(Integer.toString(i), prompts.get(i)))
            .toList();
    return generate(numbered, config).stream().map(GenerationOutput::tokens).toList();
  }

  /**
   * Generates an answer for each prompt.
   *
   * @return the answers in the order of the prompts
   * @throws IllegalArgumentException if there are stop strings but no tokenizer
   */
  public List<GenerationOutput> generate(List<TokenPrompt> prompts, GenerationConfig config) {
    StopStrings stopStrings =
        config.stopStrings().isEmpty()
            ? StopStrings.NONE
            : new StopStrings(tokenizer()::decode, config.stopStrings());
    int maxPositions = model.config().sizes().maxPositionEmbeddings();
    List<GeneratedSequence> sequences =
        prompts.stream()
            .map(
                prompt ->
                    new GeneratedSequence(prompt, eosTokens, stopStrings, config, maxPositions))
            .toList();
    // Sequences of similar length share a batch, to save padding.
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
