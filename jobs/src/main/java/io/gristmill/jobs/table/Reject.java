package io.gristmill.jobs.table;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Why a row is missing from the result.
 *
 * @param id id of the row; empty when the row could not be read as a record
 * @param position its place in the total order of the input
 * @param stage the stage that dropped it
 * @param rule the rule that dropped it, kebab-case
 * @param score what the rule measured, where it measures
 * @param threshold the bound that the score broke
 * @param witnessId id of the row that stays in its place, for rules that compare rows
 * @param detail the reason for a person
 * @param row the row itself as JSON, or the raw text where it is no record
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
