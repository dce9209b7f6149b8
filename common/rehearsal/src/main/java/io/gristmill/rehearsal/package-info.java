/**
 * The rehearsal: a mock language model, so that a whole pipeline runs without a key, a GPU or a
 * network. It answers the prompts of all recipes in the format of a real model, correctly for the
 * tasks of its grammar ({@link io.gristmill.rehearsal.task.TaskGrammar}), and injects faults at
 * configured rates. Its output is always marked as a rehearsal. Start at {@link
 * io.gristmill.rehearsal.RehearsalModel}; {@link io.gristmill.rehearsal.server.RehearsalServer}
 * serves it over HTTP. May use {@code check}, {@code config}, {@code random}, {@code text} and
 * {@code llm}.
 */
@NullMarked
package io.gristmill.rehearsal;

import org.jspecify.annotations.NullMarked;
