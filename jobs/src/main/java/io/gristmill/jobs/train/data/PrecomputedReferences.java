package io.gristmill.jobs.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.jobs.io.RecordFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Precomputed reference log-probabilities from the metadata of a data set, by pair. */
public final class PrecomputedReferences {

  private final Map<String, ReferenceLogProbs> scores = new HashMap<>();

  private PrecomputedReferences() {}

  /**
   * Reads the log-probabilities of one model and ignores those of others.
   *
   * @param inputs as for {@link TrainingData#pairs}
   * @param model value of {@link ReferenceLogProbs#model} to look for
   */
  public static PrecomputedReferences read(List<String> inputs, String model) {
    PrecomputedReferences known = new PrecomputedReferences();
    RecordFiles.of(inputs)
        .forEach(
            (file, record) -> {
              JsonNode node = record.node();
              if (node != null) {
                known.take(node.path("metadata"), model);
              }
            });
    return known;
  }

  private void take(JsonNode metadata, String model) {
    Map<String, String> texts = new HashMap<>();
    metadata.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    ReferenceLogProbs.of(texts)
        .filter(score -> score.model().equals(model))
        .ifPresent(score -> scores.put(score.pair(), score));
  }

  /** Number of pairs with log-probabilities. */
  public int size() {
    return scores.size();
  }

  /**
   * The log-probabilities of a pair, if known.
   *
   * @param pair {@link PairSet#id}
   */
  public Optional<ReferenceLogProbs> of(String pair) {
    return Optional.ofNullable(scores.get(pair));
  }
}
