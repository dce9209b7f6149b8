package io.gristmill.jobs.train.data;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a reference model thinks of a pair, as metadata of an example carries it.
 *
 * @param pair {@link PairSet#id} of the tokens that were scored
 * @param model {@code ModelIdentity} and the precision of the model that scored
 * @param chosen log-probability of the chosen answer, in nats
 * @param rejected of the rejected one
 */
public record ReferenceLogProbs(String pair, String model, double chosen, double rejected) {

  public static final String PAIR = "reference_pair";
  public static final String MODEL = "reference_model";
  public static final String CHOSEN = "reference_chosen_logp";
  public static final String REJECTED = "reference_rejected_logp";

  /** How {@link #model} is made of the hash of a model and its precision. */
  public static String modelName(String identity, boolean bf16) {
    return identity + (bf16 ? " bf16" : " fp32");
  }

  /** The metadata with this score; numbers as texts that hold every bit. */
  public Map<String, String> in(Map<String, String> metadata) {
    Map<String, String> more = new HashMap<>(metadata);
    more.put(PAIR, pair);
    more.put(MODEL, model);
    more.put(CHOSEN, Double.toString(chosen));
    more.put(REJECTED, Double.toString(rejected));
    return more;
  }

  /** The score that metadata carry, if it is whole. */
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
      return Optional.empty(); // not ours
    }
  }
}
