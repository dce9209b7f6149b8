package io.gristmill.quality;

import io.gristmill.config.SettingsReader;
import io.gristmill.text.WholeWords;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Makes the rules that judge each record by itself from {@code filter.rules}. */
final class RuleFactory {

  /** Languages with word lists of their own in reference.conf. */
  private static final List<String> LANGUAGES =
      List.of("en", "ko", "zh", "ja", "fr", "de", "es", "other");

  private final SettingsReader rules;
  private final FilterPreset preset;

  RuleFactory(SettingsReader rules, FilterPreset preset) {
    this.rules = rules;
    this.preset = preset;
  }

  /** The rules that are on. All are read, so that a mistake in one that is off shows too. */
  List<Rule> rules() {
    List<Rule> enabled = new ArrayList<>();
    makers()
        .forEach(
            (name, maker) -> {
              RuleSettings settings = RuleSettings.of(rules, preset, name);
              Rule rule = maker.apply(settings);
              if (settings.enabled()) {
                enabled.add(rule);
              }
            });
    return enabled;
  }

  /** Every rule in the order of application: the references' first, cheap before dear. */
  private Map<String, Function<RuleSettings, Rule>> makers() {
    Map<String, Function<RuleSettings, Rule>> makers = new LinkedHashMap<>();
    makers.put("empty", s -> new EmptyRule(s.fields("fields", preset.nonEmpty())));
    makers.put("length", this::length);
    makers.put("blacklist", this::blacklist);
    makers.put("bad-start", this::badStart);
    makers.put("input-equals-output", s -> new SameTextRule(Field.INPUT));
    makers.put("instruction-equals-output", s -> new SameTextRule(Field.INSTRUCTION));
    makers.put("placeholder", RuleFactory::placeholder);
    makers.put("cut-off", this::cutOff);
    makers.put("refusal", RuleFactory::refusal);
    makers.put("repetition", RuleFactory::repetition);
    makers.put("script-share", RuleFactory::scriptShare);
    makers.put("safety-words", RuleFactory::safetyWords);
    makers.put("quality-score", s -> new QualityScoreRule(s.reader().real("min", 0, 1)));
    return makers;
  }

  private Rule length(RuleSettings settings) {
    List<Bounds> bounds = new ArrayList<>();
    for (Field field : Field.values()) {
      bounds.add(settings.bounds(field.label(), preset.lengths(field)));
    }
    return new LengthRule(settings.flag("east-asian-words", preset.eastAsianWords()), bounds);
  }

  private Rule blacklist(RuleSettings settings) {
    return new BlacklistRule(
        settings.field("field"), WholeWords.of(settings.texts("words", preset.blacklist())));
  }

  private Rule badStart(RuleSettings settings) {
    return new BadStartRule(
        settings.field("field"),
        settings.texts("prefixes", BadStartRule.WRITE_A_PROGRAM),
        settings.flag("ignore-case", preset.start().ignoreCase()),
        settings.flag("punctuation", preset.start().punctuation()),
        settings.flag("non-ascii", preset.start().nonAscii()));
  }

  private Rule cutOff(RuleSettings settings) {
    return new CutOffRule(
        settings.fields("colon-fields", preset.colonFields()),
        settings.flag("unfinished", preset.unfinished()),
        settings.reader().integer("min-chars", 1, Integer.MAX_VALUE),
        settings.reader().integer("min-line-chars", 1, Integer.MAX_VALUE),
        new TreeSet<>(settings.texts("dangling-words")));
  }

  private static Rule placeholder(RuleSettings settings) {
    return new PlaceholderRule(
        settings.fields("fields"), settings.texts("texts"), settings.texts("openings"));
  }

  private static Rule refusal(RuleSettings settings) {
    return new RefusalRule(
        byLanguage(settings, "phrases"),
        settings.reader().integer("start-chars", 0, Integer.MAX_VALUE));
  }

  private static Rule repetition(RuleSettings settings) {
    SettingsReader reader = settings.reader();
    return new RepetitionRule(
        settings.fields("fields"),
        new RepetitionRule.Limits(
            reader.integer("max-run", 1, Integer.MAX_VALUE),
            reader.integer("min-lines", 2, Integer.MAX_VALUE),
            reader.real("max-duplicate-lines", 0, 1),
            reader.integer("min-words", 1, Integer.MAX_VALUE),
            reader.integer("top-ngram-words", 1, 100),
            reader.real("max-top-ngram", 0, 1),
            reader.integer("duplicate-ngram-words", 1, 100),
            reader.real("max-duplicate-ngrams", 0, 1)));
  }

  private static Rule scriptShare(RuleSettings settings) {
    Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
    for (String name : settings.reader().texts("scripts")) {
      try {
        scripts.add(UnicodeScript.forName(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        settings.reader().problem("scripts", "a list of Unicode scripts such as latin or hangul");
      }
    }
    return new ScriptShareRule(
        settings.fields("fields"), scripts, settings.reader().real("min-share", 0, 1));
  }

  private static Rule safetyWords(RuleSettings settings) {
    return SafetyWordsRule.of(
        settings.fields("fields"),
        byLanguage(settings, "words"),
        settings.reader().choice("match", SafetyWordsRule.Match.class));
  }

  private static List<String> byLanguage(RuleSettings settings, String key) {
    List<String> all = new ArrayList<>();
    for (String language : LANGUAGES) {
      all.addAll(settings.texts(key + "." + language));
    }
    return all;
  }
}
