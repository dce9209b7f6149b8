package io.gristmill.jobs.train.generation;

import io.gristmill.check.Require;
import java.util.List;

/**
 * How answers are written.
 *
 * @param maxNewTokens tokens of an answer, at least 1
 * @param temperature divisor of the logits; 0 takes the most probable token every time
 * @param topK tokens are drawn among so many most probable ones; 0 is all
 * @param topP tokens are drawn among the fewest that have this share of the probability together
 *     (Holtzman et al. 2020), after topK, in (0, 1]; 1 is all
 * @param seed of what is drawn
 * @param stopStrings texts that end an answer and are no part of it
 * @param batchSize answers that are written at a time
 */
public record GenerationConfig(
    int maxNewTokens,
    double temperature,
    int topK,
    double topP,
    long seed,
    List<String> stopStrings,
    int batchSize) {

  public GenerationConfig {
    stopStrings = List.copyOf(stopStrings);
    Require.that(
        maxNewTokens >= 1, "an answer must have room for a token at least, was %d", maxNewTokens);
    Require.that(
        temperature >= 0 && Double.isFinite(temperature),
        "the temperature must be 0 or more, was %s",
        temperature);
    Require.that(topK >= 0, "top-k must not be negative, was %d", topK);
    Require.that(topP > 0 && topP <= 1, "top-p must be in (0, 1], was %s", topP);
    Require.that(
        stopStrings.stream().noneMatch(String::isEmpty),
        "a stop string must not be empty: %s",
        stopStrings);
    Require.that(batchSize >= 1, "a batch must have a row at least, was %d", batchSize);
  }

  /** The most probable tokens, up to so many, eight answers at a time. */
  public static GenerationConfig greedy(int maxNewTokens) {
    return new GenerationConfig(maxNewTokens, 0, 0, 1, 0, List.of(), 8);
  }

  public GenerationConfig withStopStrings(List<String> newStopStrings) {
    return new GenerationConfig(
        maxNewTokens, temperature, topK, topP, seed, newStopStrings, batchSize);
  }

  public GenerationConfig withBatchSize(int newBatchSize) {
    return new GenerationConfig(
        maxNewTokens, temperature, topK, topP, seed, stopStrings, newBatchSize);
  }
}
