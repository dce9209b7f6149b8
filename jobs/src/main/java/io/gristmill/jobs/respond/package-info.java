/**
 * Generates a model's answers to the rows of a data set. Start at {@link
 * io.gristmill.jobs.respond.RespondStage}. The model is a directory, which each executor process
 * opens once for all its tasks, or a server, which is called through {@code jobs.llm}: answers are
 * stored before they are used. {@code io.gristmill.encode} and {@code io.gristmill.chat} render and
 * tokenize prompts, {@code train} runs the model, and {@link
 * io.gristmill.format.ResponseExtraction} finds the answer in its text.
 */
@NullMarked
package io.gristmill.jobs.respond;

import org.jspecify.annotations.NullMarked;
