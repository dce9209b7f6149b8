/**
 * The rehearsal: an honest stand-in for a language model, so that a whole pipeline runs without a
 * key, a GPU or a network. It answers every prompt of the recipes in the form a real model would
 * use, rightly for the tasks it knows ({@link io.gristmill.rehearsal.task.TaskGrammar}), and
 * misbehaves at stated rates. What it makes is called a rehearsal, never a model's result. Start at
 * {@link io.gristmill.rehearsal.RehearsalModel}; over HTTP it is {@link
 * io.gristmill.rehearsal.server.RehearsalServer}. May use {@code check}, {@code config}, {@code
 * random}, {@code text} and {@code llm}.
 */
@NullMarked
package io.gristmill.rehearsal;

import org.jspecify.annotations.NullMarked;
