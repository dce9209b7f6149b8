package io.gristmill.quality;

import java.io.Serializable;

/**
 * Settings of the rule over all records for those with the same instruction and the same non-empty
 * input but different outputs; {@code filter.rules.conflicting-output}.
 *
 * @param enabled whether it is applied
 * @param onConflict what happens to such records
 */
public record ConflictingOutputConfig(boolean enabled, OnConflict onConflict)
    implements Serializable {

  /** Name of the rule in reports. */
  public static final String RULE = "conflicting-output";

  /** What happens to records that contradict each other. */
  public enum OnConflict {
    /**
     * All go, as in Self-Instruct, which looks at each instruction's records at once and drops
     * every record of the instruction.
     */
    DROP_ALL,
    /** The first output stays, in the order of positions; records with other outputs go. */
    KEEP_FIRST
  }
}
