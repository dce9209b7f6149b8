/**
 * Tasks whose answers are computed and therefore right: what the rehearsal asks and knows. A {@link
 * io.gristmill.rehearsal.task.TaskFamily} draws the values of a kind of task and works out its
 * answer; {@link io.gristmill.rehearsal.task.TaskGrammar} puts them into words, in five languages,
 * and recognises them again. Wordings and words are the resources {@code rehearsal/*.conf}. Start
 * at TaskGrammar. May use {@code check}, {@code random} and {@code text}.
 */
@NullMarked
package io.gristmill.rehearsal.task;

import org.jspecify.annotations.NullMarked;
