/**
 * Splits data into train, validation and test. Start at {@link io.gristmill.jobs.split.SplitStage}.
 *
 * <p>A split should have two properties: a row never changes its split when rows are added, and
 * similar rows are never in different splits. No rule can have both for every row: if rows A and B
 * are in different splits, a new row similar to both cannot be in the split of each. Assigning a
 * group of similar rows by its earliest row violates the first property (a new row may connect two
 * groups, and TF-IDF weights change with every row, so existing rows may become similar); assigning
 * it by its smallest id violates it more often.
 *
 * <p>So by default ({@code split.leakage = drop}) the split of a row depends on its id only and
 * never changes, and of a similar pair in different splits one row is dropped: the one in train, or
 * between validation and test the one in validation. Kept rows have both properties; dropped rows
 * are in the rejects with the id of the similar row. With the default ratios, a row with one
 * similar row is dropped with probability 0.13; after {@code dedup} with the same field and
 * threshold, almost none is. {@code group} keeps every row and never separates a pair, but rows may
 * change their split when data is added.
 */
@NullMarked
package io.gristmill.jobs.split;

import org.jspecify.annotations.NullMarked;
