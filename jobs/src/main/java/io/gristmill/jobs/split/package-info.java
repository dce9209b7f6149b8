/**
 * Train, validation and test. Start at {@link io.gristmill.jobs.split.SplitStage}.
 *
 * <p>Two things are wanted of a split, and no rule can give both to every row: that a row never
 * changes sides when rows are added, and that similar rows are never on different sides. For when
 * rows A and B are on different sides, a new row that is similar to both cannot be on the side of
 * each. Following the earliest row of a group breaks the first wish (a new row may join two groups,
 * and TF-IDF weights move with every row, so old rows may become similar); following the smallest
 * id breaks it more often.
 *
 * <p>So by default ({@code split.leakage=drop}) a row's side is its own id's, for good, and a pair
 * that straddles loses one row: the one in train, or between validation and test the one in
 * validation. What stays keeps both promises; what goes is in the rejects with its witness. With
 * the default shares a row that has one similar row goes with probability 0.13. After {@code dedup}
 * of the same field and threshold there is next to nothing to drop. {@code together} keeps every
 * row and no pair on two sides, and lets rows change sides when data is added.
 */
@NullMarked
package io.gristmill.jobs.split;

import org.jspecify.annotations.NullMarked;
