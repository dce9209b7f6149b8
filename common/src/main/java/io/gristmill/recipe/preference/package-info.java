/**
 * Preferences: a better and a worse answer to one instruction, by a change of tone, by a judge
 * among several answers, or by two models. Start at {@link
 * io.gristmill.recipe.preference.Preferences}.
 *
 * <p>A preference is a record whose output is the better answer; the worse one is its metadata
 * {@link io.gristmill.recipe.MetadataKeys#REJECTED}. So filters, deduplication and splits work on
 * it as on any record, and the formats of preferences write both.
 */
@NullMarked
package io.gristmill.recipe.preference;

import org.jspecify.annotations.NullMarked;
