package io.gristmill.quality;

import io.gristmill.config.SettingsReader;
import io.gristmill.quality.FilterPreset.PrefixChecks;
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

/** Creates the rules that judge each record by itself from {@code filter.rules}. */
final class RuleFactory {

  /** Languages that have word lists in reference.conf. */
  private static final List<String> LANGUAGES =
      List.of("en", "ko", "zh", "ja", "fr", "de", "es", "other");

  private final SettingsReader rules;
  private final FilterPreset preset;

  RuleFactory(SettingsReader rules, FilterPreset preset) {
    this.rules = rules;
    this.preset = preset;
  }

  /** The enabled rules; mistakes in the settings of disabled rules are reported too. */
  RuleSet create() {
    Map<String, Rule> enabled = new LinkedHashMap<>();
    factories()
        .forEach(
            (name, factory) -> {
              FilterRuleSettings settings = FilterRuleSettings.of(rules, preset, name);
              Rule rule = factory.apply(settings);
              if (settings.enabled()) {
                enabled.put(name, rule);
              }
            });
    return new RuleSet(enabled);
  }

  /** Every rule in the order of application: those of the papers first, cheap before expensive. */
  private Map<String, Function<FilterRuleSettings, Rule>> factories() {
    Map<String, Function<FilterRuleSettings, Rule>> factories = new LinkedHashMap<>();
    factories.put(
        "empty", s -> WholeTextRules.notEmpty(s.fields("fields", preset.defaults().nonEmpty())));
    factories.put("length", this::length);
    factories.put("blocklist", this::blocklist);
    factories.put("prefix-blocklist", this::prefixBlocklist);
    factories.put("input-equals-output", s -> WholeTextRules.notEqualToOutput(Field.INPUT));
    factories.put(
        "instruction-equals-output", s -> WholeTextRules.notEqualToOutput(Field.INSTRUCTION));
    factories.put("placeholder", RuleFactory::placeholder);
    factories.put("truncated", this::truncation);
    factories.put("refusal", RuleFactory::refusal);
    factories.put("repetition", RuleFactory::repetition);
    factories.put("allowed-scripts", RuleFactory::allowedScripts);
    factories.put("safety-blocklist", RuleFactory::safetyBlocklist);
    factories.put("quality-score", s -> QualityScore.atLeast(s.reader().real("min-score", 0, 1)));
    return factories;
  }

  private Rule length(FilterRuleSettings settings) {
    List<LengthBounds> bounds = new ArrayList<>();
    for (Field field : Field.values()) {
      bounds.add(settings.bounds(field.label(), preset.defaults().lengths().get(field.ordinal())));
    }
    return Rule.ofFields(
        List.of(Field.values()),
        new LengthRule(
            settings.flag("east-asian-words", preset.defaults().eastAsianWords()), bounds));
  }

  private Rule blocklist(FilterRuleSettings settings) {
    return new BlocklistRule(
        settings.field("field"),
        WholeWords.of(settings.texts("words", preset.defaults().blocklist())));
  }

  private Rule prefixBlocklist(FilterRuleSettings settings) {
    PrefixChecks checks = preset.defaults().prefixChecks();
    return new PrefixBlocklistRule(
        settings.field("field"),
        settings.texts("prefixes", PrefixBlocklistRule.WRITE_A_PROGRAM),
        settings.flag("ignore-case", checks.ignoreCase()),
        settings.flag("reject-punctuation", checks.rejectPunctuation()),
        settings.flag("reject-non-ascii", checks.rejectNonAscii()));
  }

  private Rule truncation(FilterRuleSettings settings) {
    return new TruncationRule(
        settings.fields("colon-fields", preset.defaults().colonFields()),
        settings.flag("check-endings", preset.defaults().checkEndings()),
        settings.reader().integer("min-chars", 1, Integer.MAX_VALUE),
        settings.reader().integer("min-last-line-chars", 1, Integer.MAX_VALUE),
        new TreeSet<>(settings.texts("dangling-words")));
  }

  private static Rule placeholder(FilterRuleSettings settings) {
    return Rule.ofFields(
        settings.fields("fields"),
        new PlaceholderRule(settings.texts("texts"), settings.texts("bracket-prefixes")));
  }

  private static Rule refusal(FilterRuleSettings settings) {
    return new RefusalRule(
        byLanguage(settings, "phrases"),
        settings.reader().integer("within-first-chars", 0, Integer.MAX_VALUE));
  }

  private static Rule repetition(FilterRuleSettings settings) {
    SettingsReader reader = settings.reader();
    RepetitionRule.Limits limits =
        new RepetitionRule.Limits(
            reader.integer("max-char-run", 1, Integer.MAX_VALUE),
            reader.integer("min-lines", 2, Integer.MAX_VALUE),
            reader.real("dup-line-frac", 0, 1),
            reader.integer("min-words", 1, Integer.MAX_VALUE),
            reader.integer("top-n-gram-size", 1, 100),
            reader.real("top-n-gram-frac", 0, 1),
            reader.integer("dup-n-gram-size", 1, 100),
            reader.real("dup-n-gram-frac", 0, 1));
    return Rule.ofFields(settings.fields("fields"), new RepetitionRule(limits));
  }

  private static Rule allowedScripts(FilterRuleSettings settings) {
    Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);
    for (String name : settings.reader().texts("scripts")) {
      try {
        scripts.add(UnicodeScript.forName(name.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        settings.reader().problem("scripts", "a list of Unicode scripts such as latin or hangul");
      }
    }
    return Rule.ofFields(
        settings.fields("fields"),
        new AllowedScriptsRule(scripts, settings.reader().real("min-frac", 0, 1)));
  }

  private static Rule safetyBlocklist(FilterRuleSettings settings) {
    return Rule.ofFields(
        settings.fields("fields"),
        SafetyBlocklistRule.of(
            byLanguage(settings, "words"),
            settings.reader().choice("match", SafetyBlocklistRule.Match.class)));
  }

  private static List<String> byLanguage(FilterRuleSettings settings, String key) {
    List<String> all = new ArrayList<>();
    for (String language : LANGUAGES) {
      all.addAll(settings.texts(key + "." + language));
    }
    return all;
  }
}
