package io.gristmill.jobs.table;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A dropped row with the reason.
 *
 * @param id id of the row; empty if it could not be read as a record
 * @param position position of the row in the input
 * @param stage the stage that dropped it
 * @param rule the rule that dropped it (kebab-case)
 * @param score the value that the rule measured, if it measures one
 * @param threshold the bound that the score violated
 * @param witnessId id of the kept duplicate, for rules that compare rows
 * @param detail explanation for the user
 * @param row the row as JSON, or the raw text if it is not a record
 */
public record Reject(
    String id,
    long position,
    String stage,
    String rule,
    @Nullable Double score,
    @Nullable Double threshold,
    @Nullable String witnessId,
    String detail,
    String row)
    implements Serializable {}
