package io.gristmill.quality;

import io.gristmill.config.SettingsReader;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Named sets of rules: which rules are enabled, and the values of the settings that are null in
 * {@code reference.conf}.
 */
public enum FilterPreset {
  /** For data in any language: drops broken records, whatever their topic. */
  DEFAULT(
      Set.of(
          "empty",
          "length",
          "placeholder",
          "instruction-equals-output",
          "input-equals-output",
          "truncated",
          "refusal",
          "repetition",
          ExactDuplicateConfig.RULE),
      List.of(Field.INSTRUCTION, Field.OUTPUT),
      Collections.nCopies(3, LengthBounds.chars(0, 100_000)),
      true,
      BlocklistRule.SELF_INSTRUCT,
      new PrefixChecks(true, false, false),
      List.of(Field.OUTPUT),
      true),

  /** The filters for instructions and instances in the released code of Self-Instruct. */
  SELF_INSTRUCT(
      Set.of(
          "empty",
          "length",
          "blocklist",
          "prefix-blocklist",
          "input-equals-output",
          "truncated",
          ExactDuplicateConfig.RULE,
          ConflictingOutputConfig.RULE),
      List.of(Field.INSTRUCTION, Field.OUTPUT),
      List.of(LengthBounds.words(4, 150), LengthBounds.NONE, LengthBounds.NONE),
      false,
      BlocklistRule.SELF_INSTRUCT,
      new PrefixChecks(true, true, true),
      List.of(Field.INPUT, Field.OUTPUT),
      false),

  /** The filters in the released code of Stanford Alpaca, which checks the instruction only. */
  ALPACA(
      Set.of("length", "blocklist", "prefix-blocklist"),
      List.of(Field.INSTRUCTION),
      List.of(LengthBounds.words(4, 150), LengthBounds.NONE, LengthBounds.NONE),
      false,
      BlocklistRule.ALPACA,
      new PrefixChecks(false, true, true),
      List.of(),
      false),

  /** No rules; the user enables some. */
  NONE(
      Set.of(),
      DEFAULT.nonEmpty,
      DEFAULT.lengths,
      DEFAULT.eastAsianWords,
      DEFAULT.blocklist,
      DEFAULT.prefixChecks,
      DEFAULT.colonFields,
      DEFAULT.checkEndings);

  private final Set<String> rules;
  private final List<Field> nonEmpty;
  private final List<LengthBounds> lengths;
  private final boolean eastAsianWords;
  private final List<String> blocklist;
  private final PrefixChecks prefixChecks;
  private final List<Field> colonFields;
  private final boolean checkEndings;

  FilterPreset(
      Set<String> rules,
      List<Field> nonEmpty,
      List<LengthBounds> lengths,
      boolean eastAsianWords,
      List<String> blocklist,
      PrefixChecks prefixChecks,
      List<Field> colonFields,
      boolean checkEndings) {
    this.rules = rules;
    this.nonEmpty = nonEmpty;
    this.lengths = lengths;
    this.eastAsianWords = eastAsianWords;
    this.blocklist = blocklist;
    this.prefixChecks = prefixChecks;
    this.colonFields = colonFields;
    this.checkEndings = checkEndings;
  }

  /** The three flags of {@link PrefixBlocklistRule}. */
  record PrefixChecks(boolean ignoreCase, boolean rejectPunctuation, boolean rejectNonAscii) {}

  /** The name in settings, for example {@code self-instruct}. */
  public String label() {
    return SettingsReader.kebab(this);
  }

  /** Whether the preset enables a rule. */
  public boolean enables(String rule) {
    return rules.contains(rule);
  }

  List<Field> nonEmpty() {
    return nonEmpty;
  }

  LengthBounds lengths(Field field) {
    return lengths.get(field.ordinal());
  }

  boolean eastAsianWords() {
    return eastAsianWords;
  }

  List<String> blocklist() {
    return blocklist;
  }

  PrefixChecks prefixChecks() {
    return prefixChecks;
  }

  List<Field> colonFields() {
    return colonFields;
  }

  boolean checkEndings() {
    return checkEndings;
  }
}
