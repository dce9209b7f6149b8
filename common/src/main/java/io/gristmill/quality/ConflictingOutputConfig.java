package io.gristmill.quality;

import java.io.Serializable;

/**
 * Settings of the rule against records with the same instruction and the same non-empty input but
 * different outputs; {@code filter.rules.conflicting-output}.
 */
public record ConflictingOutputConfig(boolean enabled, OnConflict onConflict)
    implements Serializable {

  /** Name of the rule in rejects and reports. */
  public static final String RULE = "conflicting-output";

  /** Which of the conflicting records to drop. */
  public enum OnConflict {
    /** Drops every record of an instruction with a conflict, as Self-Instruct does. */
    DROP_ALL,
    /** Keeps the records with the first output (by position), drops those with another. */
    KEEP_FIRST
  }
}
