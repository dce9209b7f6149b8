package io.gristmill.jobs.train.generation;

import io.gristmill.check.Require;
import java.util.List;

/**
 * How answers are written.
 *
 * @param most tokens of an answer, at least 1
 * @param temperature divisor of the logits; 0 takes the most probable token every time
 * @param topK tokens are drawn among so many most probable ones; 0 is all
 * @param topP tokens are drawn among the fewest that have this share of the probability together
 *     (Holtzman et al. 2020), after topK, in (0, 1]; 1 is all
 * @param seed of what is drawn
 * @param stops texts that end an answer and are no part of it
 * @param rows answers that are written at a time
 */
public record GenerationConfig(
    int most, double temperature, int topK, double topP, long seed, List<String> stops, int rows) {

  public GenerationConfig {
    stops = List.copyOf(stops);
    Require.that(most >= 1, "an answer must have room for a token at least, was %d", most);
    Require.that(
        temperature >= 0 && Double.isFinite(temperature),
        "the temperature must be 0 or more, was %s",
        temperature);
    Require.that(topK >= 0, "top-k must not be negative, was %d", topK);
    Require.that(topP > 0 && topP <= 1, "top-p must be in (0, 1], was %s", topP);
    Require.that(
        stops.stream().noneMatch(String::isEmpty), "a stop string must not be empty: %s", stops);
    Require.that(rows >= 1, "a batch must have a row at least, was %d", rows);
  }

  /** The most probable tokens, up to so many, eight answers at a time. */
  public static GenerationConfig greedy(int most) {
    return new GenerationConfig(most, 0, 0, 1, 0, List.of(), 8);
  }

  public GenerationConfig withStops(List<String> changed) {
    return new GenerationConfig(most, temperature, topK, topP, seed, changed, rows);
  }

  public GenerationConfig withRows(int changed) {
    return new GenerationConfig(most, temperature, topK, topP, seed, stops, changed);
  }
}
