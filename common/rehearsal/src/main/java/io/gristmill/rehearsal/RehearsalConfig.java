package io.gristmill.rehearsal;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.rehearsal.task.Language;
import io.gristmill.rehearsal.task.Style;
import io.gristmill.rehearsal.task.TaskGrammar;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Settings of the rehearsal (block {@code rehearsal} of reference.conf).
 *
 * @param seed random seed
 * @param languages languages of tasks if the prompt names none, at least one
 * @param families task families to draw from; empty means all
 * @param style variety of the wordings
 * @param content rates of content faults
 * @param evolve rates of faults that Evol-Instruct must detect
 * @param transport rates of transport faults
 */
public record RehearsalConfig(
    long seed,
    List<Language> languages,
    List<String> families,
    Style style,
    ContentRates content,
    EvolveRates evolve,
    TransportRates transport)
    implements Serializable {

  public RehearsalConfig {
    languages = List.copyOf(languages);
    families = List.copyOf(families);
  }

  /**
   * Fractions in [0, 1] of faulty content; all but the last add up to at most 1. The first two
   * apply per proposed task, the last per answered task, the others per answer.
   *
   * @param nearDuplicate task that repeats an earlier one except for a word
   * @param blocklisted task with a word on the recipes' blocklist
   * @param truncated answer that ends early with finish reason length
   * @param wrongFormat prose instead of the requested format
   * @param refusal apology instead of an answer
   * @param empty empty answer
   * @param repeated answer that repeats the same text
   * @param impolite impolite answer to a task of family request, as a fraction of these answers
   */
  public record ContentRates(
      double nearDuplicate,
      double blocklisted,
      double truncated,
      double wrongFormat,
      double refusal,
      double empty,
      double repeated,
      double impolite)
      implements Serializable {

    /** No faults. */
    public static final ContentRates NONE = new ContentRates(0, 0, 0, 0, 0, 0, 0, 0);

    static ContentRates read(SettingsReader rates) {
      return new ContentRates(
          rate(rates, "near-duplicate"),
          rate(rates, "blocklisted"),
          rate(rates, "truncated"),
          rate(rates, "wrong-format"),
          rate(rates, "refusal"),
          rate(rates, "empty"),
          rate(rates, "repeated"),
          rate(rates, "impolite"));
    }
  }

  /**
   * Fractions in [0, 1] of faulty evolved instructions (first two) and faulty answers (last two);
   * each pair adds up to at most 1.
   *
   * @param copiedPrompt evolved instruction that begins with a heading of the prompt
   * @param unchanged evolved instruction equal to its parent
   * @param sorry answer that is an apology
   * @param stopWords answer of stop words only
   */
  public record EvolveRates(double copiedPrompt, double unchanged, double sorry, double stopWords)
      implements Serializable {

    /** No faults. */
    public static final EvolveRates NONE = new EvolveRates(0, 0, 0, 0);

    static EvolveRates read(SettingsReader rates) {
      return new EvolveRates(
          rate(rates, "copied-prompt"),
          rate(rates, "unchanged"),
          rate(rates, "sorry"),
          rate(rates, "stop-words"));
    }

    boolean isTooHigh() {
      return copiedPrompt + unchanged > 1 || sorry + stopWords > 1;
    }
  }

  /**
   * Fractions in [0, 1] of failed or slow calls, at most 1 in total.
   *
   * @param tooManyRequests status 429
   * @param retryAfterSeconds Retry-After of a 429
   * @param serverError status 500
   * @param slow answered after {@code slowMillis}
   * @param slowMillis at least 0
   * @param hang never answered; closed after {@code hangSeconds}
   * @param hangSeconds at least 0
   * @param closed connection closed without an answer
   * @param malformed truncated JSON
   */
  public record TransportRates(
      double tooManyRequests,
      int retryAfterSeconds,
      double serverError,
      double slow,
      int slowMillis,
      double hang,
      int hangSeconds,
      double closed,
      double malformed)
      implements Serializable {

    /** No faults. */
    public static final TransportRates NONE = new TransportRates(0, 1, 0, 0, 0, 0, 0, 0, 0);

    static TransportRates read(SettingsReader rates) {
      return new TransportRates(
          rate(rates, "too-many-requests"),
          rates.integer("retry-after-seconds", 0, 3600),
          rate(rates, "server-error"),
          rate(rates, "slow"),
          rates.integer("slow-millis", 0, 3_600_000),
          rate(rates, "hang"),
          rates.integer("hang-seconds", 0, 3600),
          rate(rates, "closed"),
          rate(rates, "malformed"));
    }
  }

  /** Reads the settings; invalid ones are added to the problems. */
  public static RehearsalConfig read(Settings settings, Problems problems) {
    SettingsReader rehearsal = settings.reader("rehearsal", problems);
    ContentRates content = ContentRates.read(rehearsal.below("content"));
    EvolveRates evolve = EvolveRates.read(rehearsal.below("evolve"));
    TransportRates transport = TransportRates.read(rehearsal.below("transport"));
    if (evolve.isTooHigh()) {
      problems.add(
          "rehearsal.evolve: copied-prompt + unchanged and sorry + stop-words must each be at most"
              + " 1");
    }
    if (sum(content) > 1 || sum(transport) > 1) {
      problems.add(
          "the rates of rehearsal.content and of rehearsal.transport must add up to at most 1"
              + " each, were %s and %s",
          sum(content), sum(transport));
    }
    return new RehearsalConfig(
        rehearsal.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        languages(rehearsal),
        families(rehearsal),
        rehearsal.choice("style", Style.class),
        content,
        evolve,
        transport);
  }

  /** Defaults of reference.conf: all families, English, no faults. */
  public static RehearsalConfig defaults() {
    Problems problems = new Problems();
    RehearsalConfig config = read(Settings.defaults(), problems);
    problems.throwIfAny();
    return config;
  }

  public RehearsalConfig withContent(ContentRates rates) {
    return new RehearsalConfig(seed, languages, families, style, rates, evolve, transport);
  }

  public RehearsalConfig withEvolve(EvolveRates rates) {
    return new RehearsalConfig(seed, languages, families, style, content, rates, transport);
  }

  public RehearsalConfig withTransport(TransportRates rates) {
    return new RehearsalConfig(seed, languages, families, style, content, evolve, rates);
  }

  private static double rate(SettingsReader rates, String key) {
    return rates.real(key, 0, 1);
  }

  private static double sum(ContentRates r) {
    return r.nearDuplicate()
        + r.blocklisted()
        + r.truncated()
        + r.wrongFormat()
        + r.refusal()
        + r.empty()
        + r.repeated();
  }

  private static double sum(TransportRates r) {
    return r.tooManyRequests() + r.serverError() + r.slow() + r.hang() + r.closed() + r.malformed();
  }

  private static List<Language> languages(SettingsReader rehearsal) {
    List<Language> languages = new ArrayList<>();
    for (String code : rehearsal.texts("languages")) {
      Arrays.stream(Language.values())
          .filter(language -> language.code().equals(code))
          .forEach(languages::add);
    }
    if (languages.isEmpty() || languages.size() < rehearsal.texts("languages").size()) {
      rehearsal.unknownElement(
          "languages",
          "a list of some of",
          Arrays.stream(Language.values()).map(Language::code).toList());
      return List.of(Language.EN);
    }
    return languages;
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
