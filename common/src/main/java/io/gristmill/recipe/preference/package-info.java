/**
 * Preferences: a chosen and a rejected answer to an instruction, by a change of tone, by a judge of
 * several generations, or from two models. Start at {@link
 * io.gristmill.recipe.preference.Preferences}.
 *
 * <p>A preference is a record whose output is the chosen answer; the rejected one is its metadata
 * {@link io.gristmill.recipe.MetadataKeys#REJECTED}. Filters, deduplication and splits therefore
 * work as on any record, and the preference formats export both answers.
 */
@NullMarked
package io.gristmill.recipe.preference;

import org.jspecify.annotations.NullMarked;
