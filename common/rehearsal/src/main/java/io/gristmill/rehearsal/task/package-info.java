/**
 * Tasks of the rehearsal, whose answers are computed and therefore correct. A {@link
 * io.gristmill.rehearsal.task.TaskFamily} draws the values of a task and computes its answer;
 * {@link io.gristmill.rehearsal.task.TaskGrammar} generates the text in five languages and
 * recognizes it again. The resources {@code rehearsal/*.conf} contain words and wordings. Start at
 * TaskGrammar. May use {@code check}, {@code random} and {@code text}.
 */
@NullMarked
package io.gristmill.rehearsal.task;

import org.jspecify.annotations.NullMarked;
