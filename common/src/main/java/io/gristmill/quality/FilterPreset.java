package io.gristmill.quality;

import io.gristmill.config.SettingsReader;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Sets of rules by name: which rules are on, and the values of those settings that are null in
 * {@code reference.conf}.
 */
public enum FilterPreset {
  /** For data in any language: drops what is broken, whatever it is about. */
  DEFAULT(
      Set.of(
          "empty",
          "length",
          "placeholder",
          "instruction-equals-output",
          "input-equals-output",
          "cut-off",
          "refusal",
          "repetition",
          ExactDuplicateConfig.RULE),
      List.of(Field.INSTRUCTION, Field.OUTPUT),
      Collections.nCopies(3, Bounds.chars(0, 100_000)),
      true,
      BlacklistRule.SELF_INSTRUCT,
      new Start(true, false, false),
      List.of(Field.OUTPUT),
      true),

  /** What the released code of Self-Instruct filters instructions and instances by. */
  SELF_INSTRUCT(
      Set.of(
          "empty",
          "length",
          "blacklist",
          "bad-start",
          "input-equals-output",
          "cut-off",
          ExactDuplicateConfig.RULE,
          ConflictingOutputConfig.RULE),
      List.of(Field.INSTRUCTION, Field.OUTPUT),
      List.of(Bounds.words(4, 150), Bounds.NONE, Bounds.NONE),
      false,
      BlacklistRule.SELF_INSTRUCT,
      new Start(true, true, true),
      List.of(Field.INPUT, Field.OUTPUT),
      false),

  /** What the released code of Stanford Alpaca filters by: the instruction alone. */
  ALPACA(
      Set.of("length", "blacklist", "bad-start"),
      List.of(Field.INSTRUCTION),
      List.of(Bounds.words(4, 150), Bounds.NONE, Bounds.NONE),
      false,
      BlacklistRule.ALPACA,
      new Start(false, true, true),
      List.of(),
      false),

  /** No rule at all; switch on those you want. */
  NONE(
      Set.of(),
      DEFAULT.nonEmpty,
      DEFAULT.lengths,
      DEFAULT.eastAsianWords,
      DEFAULT.blacklist,
      DEFAULT.start,
      DEFAULT.colonFields,
      DEFAULT.unfinished);

  private final Set<String> rules;
  private final List<Field> nonEmpty;
  private final List<Bounds> lengths;
  private final boolean eastAsianWords;
  private final List<String> blacklist;
  private final Start start;
  private final List<Field> colonFields;
  private final boolean unfinished;

  FilterPreset(
      Set<String> rules,
      List<Field> nonEmpty,
      List<Bounds> lengths,
      boolean eastAsianWords,
      List<String> blacklist,
      Start start,
      List<Field> colonFields,
      boolean unfinished) {
    this.rules = rules;
    this.nonEmpty = nonEmpty;
    this.lengths = lengths;
    this.eastAsianWords = eastAsianWords;
    this.blacklist = blacklist;
    this.start = start;
    this.colonFields = colonFields;
    this.unfinished = unfinished;
  }

  /** The three switches of {@link BadStartRule}. */
  record Start(boolean ignoreCase, boolean punctuation, boolean nonAscii) {}

  /** The name in settings, for example {@code self-instruct}. */
  public String label() {
    return SettingsReader.kebab(this);
  }

  /** Whether the preset switches a rule on. */
  public boolean has(String rule) {
    return rules.contains(rule);
  }

  List<Field> nonEmpty() {
    return nonEmpty;
  }

  Bounds lengths(Field field) {
    return lengths.get(field.ordinal());
  }

  boolean eastAsianWords() {
    return eastAsianWords;
  }

  List<String> blacklist() {
    return blacklist;
  }

  Start start() {
    return start;
  }

  List<Field> colonFields() {
    return colonFields;
  }

  boolean unfinished() {
    return unfinished;
  }
}
