package io.gristmill.jobs.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.jobs.io.RecordFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scores of a reference model that rows of a data set bring with them, by pair. */
public final class PrecomputedReferences {

  private final Map<String, ReferenceLogProbs> scores = new HashMap<>();

  private PrecomputedReferences() {}

  /**
   * Reads the scores of one model; those of others do not count.
   *
   * @param inputs as for {@link TrainingData#pairs}
   * @param model as {@link ReferenceLogProbs#model} has it
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

  /** How many pairs are known. */
  public int size() {
    return scores.size();
  }

  /**
   * @param pair {@link PairSet#id}
   */
  public Optional<ReferenceLogProbs> of(String pair) {
    return Optional.ofNullable(scores.get(pair));
  }
}
