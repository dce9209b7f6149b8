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
 * The settings of the rehearsal; block {@code rehearsal} of reference.conf.
 *
 * @param seed of all that it draws
 * @param languages of tasks where a prompt names none, at least one
 * @param families that tasks are drawn from; all where empty
 * @param style how much the wordings vary
 * @param content how often answers are bad
 * @param evolve how often it fails as Evol-Instruct is to find out
 * @param transport how often there is none
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
   * Shares in [0, 1] of answers that are bad in one way; their sum without the last is at most 1.
   * The first two go by proposed task, the last by answered task, the others by answer.
   *
   * @param nearDuplicate a task that repeats an earlier one but for a word
   * @param blocklisted a task with a word that no text model can serve
   * @param truncated ended early, as at the limit of tokens
   * @param wrongFormat prose where a form was asked for
   * @param refusal an apology
   * @param empty nothing at all
   * @param repeated the same again and again
   * @param impolite rude where somebody is to be asked for something, of those answers alone
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

    /** Always good. */
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
   * Shares in [0, 1] of evolved instructions and of answers to tasks that are failures; the sum of
   * each two is at most 1.
   *
   * @param copiedPrompt an evolved instruction that begins with a heading of the prompt
   * @param unchanged an evolved instruction that is the one that was given
   * @param sorry an answer that is an apology
   * @param stopWords an answer of nothing but stop words
   */
  public record EvolveRates(double copiedPrompt, double unchanged, double sorry, double stopWords)
      implements Serializable {

    /** Never. */
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
   * Shares in [0, 1] of calls that come to nothing, or late; their sum is at most 1.
   *
   * @param tooManyRequests answered 429
   * @param retryAfterSeconds what a 429 asks to wait
   * @param serverError answered 500
   * @param slow answered after {@code slowMillis}
   * @param slowMillis at least 0
   * @param hang never answered; given up after {@code hangSeconds}
   * @param hangSeconds at least 0
   * @param closed the connection is closed without an answer
   * @param malformed answered with JSON that breaks off
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

    /** Always an answer. */
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

  /** Reads and checks the block; what is wrong goes to the problems. */
  public static RehearsalConfig read(Settings settings, Problems problems) {
    SettingsReader rehearsal = settings.reader("rehearsal", problems);
    ContentRates content = ContentRates.read(rehearsal.below("content"));
    EvolveRates evolve = EvolveRates.read(rehearsal.below("evolve"));
    TransportRates transport = TransportRates.read(rehearsal.below("transport"));
    if (evolve.isTooHigh()) {
      problems.add(
          "rehearsal.evolve: copied-prompt and unchanged, and sorry and stop-words, must add up to"
              + " at most 1");
    }
    if (sum(content) > 1 || sum(transport) > 1) {
      problems.add(
          "the rates of rehearsal.content and those of rehearsal.transport must add up to at most 1"
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

  /** By the defaults of reference.conf: all families, English, no misbehaviour. */
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
      rehearsal.problem("languages", "a list of some of en, ko, de, es, zh");
      return List.of(Language.EN);
    }
    return languages;
  }

  private static List<String> families(SettingsReader rehearsal) {
    List<String> families = rehearsal.texts("families");
    if (!TaskGrammar.families().containsAll(families)) {
      rehearsal.problem(
          "families", "a list of some of " + String.join(", ", TaskGrammar.families()));
      return List.of();
    }
    return families;
  }
}
