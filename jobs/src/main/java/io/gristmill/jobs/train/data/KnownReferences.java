package io.gristmill.jobs.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.jobs.io.RecordFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Scores of reference models that rows of a data set bring with them. */
public final class KnownReferences {

  private final Map<String, ReferenceScore> scores = new HashMap<>();

  private KnownReferences() {}

  /**
   * Reads the scores of all models.
   *
   * @param inputs as for {@link TrainingData#pairs}
   */
  public static KnownReferences read(List<String> inputs) {
    KnownReferences known = new KnownReferences();
    RecordFiles.of(inputs)
        .forEach(
            (file, record) -> {
              JsonNode node = record.node();
              if (node != null) {
                known.take(node.path("metadata"));
              }
            });
    return known;
  }

  private void take(JsonNode metadata) {
    Map<String, String> texts = new HashMap<>();
    metadata.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    ReferenceScore.of(texts).ifPresent(score -> scores.put(score.model() + score.pair(), score));
  }

  /** Whether no row brings a score. */
  public boolean isEmpty() {
    return scores.isEmpty();
  }

  /**
   * @param model as {@link ReferenceScore#model} has it
   * @param pair {@link PairSet#id}
   */
  public Optional<ReferenceScore> of(String model, String pair) {
    return Optional.ofNullable(scores.get(model + pair));
  }
}
