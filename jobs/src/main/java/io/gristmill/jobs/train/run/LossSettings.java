package io.gristmill.jobs.train.run;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.model.PreferenceLoss;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads {@code dpo.loss} of reference.conf; names and meaning are those of TRL's DPOConfig. */
final class LossSettings {

  private static final String TYPES = "loss-type";
  private static final String WEIGHTS = "loss-weights";
  private static final String SMOOTHING = "label-smoothing";

  /** The negative log-likelihood of the chosen answers. */
  private static final String SFT = "sft";

  private static final Map<String, PreferenceLoss.LossType> KINDS =
      Map.of(
          "sigmoid", PreferenceLoss.LossType.SIGMOID,
          "sigmoid_norm", PreferenceLoss.LossType.SIGMOID_NORM,
          "hinge", PreferenceLoss.LossType.HINGE,
          "ipo", PreferenceLoss.LossType.IPO);

  private LossSettings() {}

  public static PreferenceLoss read(SettingsReader reader) {
    List<String> types = reader.texts(TYPES);
    String type = preferenceType(reader, types);
    List<Double> weights = weights(reader, types.size());
    double likelihood = types.contains(SFT) ? weights.get(types.indexOf(SFT)) : 0;
    if (types.contains(type) && weights.get(types.indexOf(type)) != 1) {
      reader.problem(WEIGHTS, "1 for " + type + "; scale the weight of sft and learning-rate");
    }
    double smoothing = reader.real(SMOOTHING, 0, 0.499999);
    boolean sigmoid = type.startsWith("sigmoid");
    if (smoothing > 0 && !sigmoid) {
      reader.problem(SMOOTHING, "0 for " + type);
    }
    return new PreferenceLoss(
        Objects.requireNonNull(KINDS.get(type)),
        reader.real("beta", 1e-9, 1e9),
        sigmoid ? smoothing : 0,
        likelihood);
  }

  private static String preferenceType(SettingsReader reader, List<String> types) {
    List<String> preferences = new ArrayList<>(types);
    preferences.remove(SFT);
    Optional<String> unknown =
        preferences.stream().filter(name -> !KINDS.containsKey(name)).findFirst();
    if (unknown.isPresent()) {
      List<String> known = KINDS.keySet().stream().sorted().toList();
      reader.unknown(TYPES, unknown.get(), "one of these, optionally with sft:", known);
      return "sigmoid";
    }
    if (preferences.size() != 1) {
      reader.problem(TYPES, "one of sigmoid, sigmoid_norm, hinge, ipo, and optionally sft");
      return "sigmoid";
    }
    return preferences.get(0);
  }

  /** One weight for each entry of {@code loss-type}. */
  private static List<Double> weights(SettingsReader reader, int size) {
    if (reader.isNull(WEIGHTS)) {
      return Collections.nCopies(size, 1.0);
    }
    List<Double> weights = new ArrayList<>();
    for (String text : reader.texts(WEIGHTS)) {
      weights.add(number(text));
    }
    if (weights.size() != size || !weights.stream().allMatch(w -> w >= 0 && w <= 1e9)) {
      reader.problem(
          WEIGHTS, String.format(Locale.ROOT, "a list of %d numbers, each at least 0", size));
      return Collections.nCopies(size, 1.0);
    }
    return weights;
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
