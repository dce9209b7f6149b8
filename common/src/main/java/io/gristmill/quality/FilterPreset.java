package io.gristmill.quality;

import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Named sets of rules, with the values of settings that are null in {@code reference.conf}. */
public enum FilterPreset {
  /** For data in any language: drops broken records, whatever their topic. */
  DEFAULT(
      "empty length placeholder instruction-equals-output input-equals-output truncated refusal"
          + " repetition exact-duplicate",
      new Defaults(
          List.of(Field.INSTRUCTION, Field.OUTPUT),
          Collections.nCopies(3, LengthBounds.chars(0, 100_000)),
          true,
          BlocklistRule.SELF_INSTRUCT,
          new PrefixChecks(true, false, false),
          List.of(Field.OUTPUT),
          true)),
  /** The filters for instructions and instances in the released code of Self-Instruct. */
  SELF_INSTRUCT(
      "empty length blocklist prefix-blocklist input-equals-output truncated exact-duplicate"
          + " conflicting-output",
      new Defaults(
          List.of(Field.INSTRUCTION, Field.OUTPUT),
          List.of(LengthBounds.words(4, 150), LengthBounds.NONE, LengthBounds.NONE),
          false,
          BlocklistRule.SELF_INSTRUCT,
          new PrefixChecks(true, true, true),
          List.of(Field.INPUT, Field.OUTPUT),
          false)),
  /** The filters in the released code of Stanford Alpaca, which checks the instruction only. */
  ALPACA(
      "length blocklist prefix-blocklist",
      new Defaults(
          List.of(Field.INSTRUCTION),
          List.of(LengthBounds.words(4, 150), LengthBounds.NONE, LengthBounds.NONE),
          false,
          BlocklistRule.ALPACA,
          new PrefixChecks(false, true, true),
          List.of(),
          false)),
  /** No rules; the user enables some. */
  NONE("", DEFAULT.defaults);

  private final Set<String> rules;
  private final Defaults defaults;

  FilterPreset(String rules, Defaults defaults) {
    this.rules = Set.of(rules.split(" "));
    this.defaults = defaults;
  }

  /** The values of the settings that are null in {@code reference.conf}. */
  record Defaults(
      List<Field> nonEmpty,
      List<LengthBounds> lengths,
      boolean eastAsianWords,
      List<String> blocklist,
      PrefixChecks prefixChecks,
      List<Field> colonFields,
      boolean checkEndings) {}

  /** The three flags of {@link PrefixBlocklistRule}. */
  record PrefixChecks(boolean ignoreCase, boolean rejectPunctuation, boolean rejectNonAscii) {}

  /** Whether the preset enables a rule. */
  public boolean enables(String rule) {
    return rules.contains(rule);
  }

  Defaults defaults() {
    return defaults;
  }
}
