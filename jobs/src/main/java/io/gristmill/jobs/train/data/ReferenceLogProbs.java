package io.gristmill.jobs.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.jobs.io.RecordFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The log-probabilities of a pair under a reference model, as stored in an example's metadata.
 *
 * @param pair {@link PairSet#id} of the scored tokens
 * @param model {@code ModelIdentity} and the precision of the model that scored
 * @param chosen log-probability of the chosen answer, in nats
 * @param rejected log-probability of the rejected answer, in nats
 */
public record ReferenceLogProbs(String pair, String model, double chosen, double rejected) {

  public static final String PAIR = "reference_pair";
  public static final String MODEL = "reference_model";
  public static final String CHOSEN = "reference_chosen_logp";
  public static final String REJECTED = "reference_rejected_logp";

  /** The value of {@link #model} for a model's hash and precision. */
  public static String modelName(String identity, boolean bf16) {
    return identity + (bf16 ? " bf16" : " fp32");
  }

  /** Adds the log-probabilities to metadata, as decimal texts without loss. */
  public Map<String, String> in(Map<String, String> metadata) {
    Map<String, String> more = new HashMap<>(metadata);
    more.put(PAIR, pair);
    more.put(MODEL, model);
    more.put(CHOSEN, Double.toString(chosen));
    more.put(REJECTED, Double.toString(rejected));
    return more;
  }

  /**
   * Reads the log-probabilities of one model from data files and ignores those of others.
   *
   * @param inputs as for {@link TrainingData#pairs}
   * @param model value of {@link #model} to look for
   * @return by {@link PairSet#id}
   */
  public static Map<String, ReferenceLogProbs> read(List<String> inputs, String model) {
    Map<String, ReferenceLogProbs> known = new HashMap<>();
    RecordFiles.of(inputs)
        .forEach(
            (file, record) -> {
              Map<String, String> metadata = new HashMap<>();
              JsonNode node = record.node();
              if (node != null) {
                node.path("metadata")
                    .properties()
                    .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
              }
              of(metadata)
                  .filter(score -> score.model().equals(model))
                  .ifPresent(score -> known.put(score.pair(), score));
            });
    return known;
  }

  /** Reads the log-probabilities from metadata, if they are complete. */
  public static Optional<ReferenceLogProbs> of(Map<String, String> metadata) {
    String pair = metadata.get(PAIR);
    String model = metadata.get(MODEL);
    String chosen = metadata.get(CHOSEN);
    String rejected = metadata.get(REJECTED);
    if (pair == null || model == null || chosen == null || rejected == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ReferenceLogProbs(
              pair, model, Double.parseDouble(chosen), Double.parseDouble(rejected)));
    } catch (NumberFormatException e) {
      return Optional.empty(); // written by another program
    }
  }
}
