package io.gristmill.rehearsal;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.rehearsal.task.Language;
import io.gristmill.rehearsal.task.Style;
import io.gristmill.rehearsal.task.TaskGrammar;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Settings of the rehearsal (block {@code rehearsal} of reference.conf).
 *
 * @param seed random seed
 * @param languages languages of tasks if the prompt names none, at least one
 * @param families task families to draw from; empty means all
 * @param style variety of the wordings
 * @param rates rates of the faults, in [0, 1]
 * @param retryAfterSeconds Retry-After of a 429
 * @param slowMillis delay of a slow answer
 * @param hangSeconds time until a hanging call is closed
 */
public record RehearsalConfig(
    long seed,
    List<Language> languages,
    List<String> families,
    Style style,
    Map<Fault, Double> rates,
    int retryAfterSeconds,
    int slowMillis,
    int hangSeconds)
    implements Serializable {

  public RehearsalConfig {
    languages = List.copyOf(languages);
    families = List.copyOf(families);
    rates = Collections.unmodifiableMap(new EnumMap<>(rates)); // its text has a fixed order
  }

  /** Reads the settings; invalid ones are added to the problems. */
  public static RehearsalConfig read(Settings settings, Problems problems) {
    SettingsReader rehearsal = settings.reader("rehearsal", problems);
    SettingsReader transport = rehearsal.below("transport");
    Map<Fault, Double> rates = new EnumMap<>(Fault.class);
    for (Fault fault : EnumSet.complementOf(EnumSet.of(Fault.NONE))) {
      rates.put(fault, fault.readRate(rehearsal));
    }
    checkSums(rates, problems);
    return new RehearsalConfig(
        rehearsal.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        languages(rehearsal),
        families(rehearsal),
        rehearsal.choice("style", Style.class),
        rates,
        transport.integer("retry-after-seconds", 0, 3600),
        transport.integer("slow-millis", 0, 3_600_000),
        transport.integer("hang-seconds", 0, 3600));
  }

  private static void checkSums(Map<Fault, Double> rates, Problems problems) {
    if (sum(rates, Fault.OF_EVOLUTIONS) > 1 || sum(rates, Fault.OF_SOLUTIONS) > 1) {
      problems.add(
          "rehearsal.evolve: copied-prompt + unchanged and sorry + stop-words must each be at most"
              + " 1");
    }
    double content = sum(rates, EnumSet.range(Fault.NEAR_DUPLICATE, Fault.REPEATED));
    double transport = sum(rates, Fault.OF_CALLS);
    if (content > 1 || transport > 1) {
      problems.add(
          "the rates of rehearsal.content and of rehearsal.transport must add up to at most 1"
              + " each, were %s and %s",
          content, transport);
    }
  }

  private static double sum(Map<Fault, Double> rates, Set<Fault> faults) {
    double sum = 0;
    for (Fault fault : faults) {
      sum += rates.getOrDefault(fault, 0.0);
    }
    return sum;
  }

  /** Defaults of reference.conf: all families, English, no faults. */
  public static RehearsalConfig defaults() {
    Problems problems = new Problems();
    RehearsalConfig config = read(Settings.defaults(), problems);
    problems.throwIfAny();
    return config;
  }

  /** Fraction of the answers, tasks or calls with a fault. */
  double rate(Fault fault) {
    return rates.getOrDefault(fault, 0.0);
  }

  private static List<Language> languages(SettingsReader rehearsal) {
    List<String> codes = rehearsal.texts("languages");
    List<String> known = Arrays.stream(Language.values()).map(Language::code).toList();
    if (codes.isEmpty() || !known.containsAll(codes)) {
      rehearsal.unknownElement("languages", "a list of some of", known);
      return List.of(Language.EN);
    }
    return codes.stream().map(code -> Language.values()[known.indexOf(code)]).toList();
  }

  private static List<String> families(SettingsReader rehearsal) {
    List<String> families = rehearsal.texts("families");
    if (!TaskGrammar.families().containsAll(families)) {
      rehearsal.unknownElement("families", "a list of some of", TaskGrammar.families());
      return List.of();
    }
    return families;
  }
}
