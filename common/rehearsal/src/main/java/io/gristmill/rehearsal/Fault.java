package io.gristmill.rehearsal;

import io.gristmill.config.SettingsReader;
import java.util.EnumSet;
import java.util.Set;

/** A fault of the rehearsal; reference.conf describes the setting of its rate. */
public enum Fault {
  NONE(""),
  NEAR_DUPLICATE("content"),
  BLOCKLISTED("content"),
  TRUNCATED("content"),
  WRONG_FORMAT("content"),
  REFUSAL("content"),
  EMPTY("content"),
  REPEATED("content"),
  IMPOLITE("content"),
  COPIED_PROMPT("evolve"),
  UNCHANGED("evolve"),
  SORRY("evolve"),
  STOP_WORDS("evolve"),
  TOO_MANY_REQUESTS("transport"),
  SERVER_ERROR("transport"),
  SLOW("transport"),
  HANG("transport"),
  CLOSED("transport"),
  MALFORMED("transport");

  /** Faults of a proposed task. */
  static final Set<Fault> OF_PROPOSALS = EnumSet.range(NEAR_DUPLICATE, BLOCKLISTED);

  /** Faults of any answer. */
  static final Set<Fault> OF_ANSWERS = EnumSet.range(TRUNCATED, REPEATED);

  /** Faults of an evolved instruction. */
  static final Set<Fault> OF_EVOLUTIONS = EnumSet.range(COPIED_PROMPT, UNCHANGED);

  /** Faults of an answer to a task, which Evol-Instruct must detect. */
  static final Set<Fault> OF_SOLUTIONS = EnumSet.range(SORRY, STOP_WORDS);

  /** Faults of a call. */
  static final Set<Fault> OF_CALLS = EnumSet.range(TOO_MANY_REQUESTS, MALFORMED);

  private final String group;

  Fault(String group) {
    this.group = group;
  }

  /** The rate as set, in [0, 1]. */
  double readRate(SettingsReader rehearsal) {
    return rehearsal.below(group).real(SettingsReader.kebab(this), 0, 1);
  }
}
