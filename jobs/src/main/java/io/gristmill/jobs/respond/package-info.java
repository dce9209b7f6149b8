/**
 * Answers of a model to the rows of a data set. Start at {@link
 * io.gristmill.jobs.respond.RespondStage}. The model is a directory, of which each executor process
 * opens one that its tasks share, or a server, which is asked as {@code jobs.exchange} asks:
 * answers are stored before they go on. How questions become text and tokens is {@code
 * io.gristmill.encode}'s and {@code io.gristmill.chat}'s, what a model computes is {@code train}'s,
 * what of its text is the answer is said in {@link io.gristmill.format.ResponseExtraction}.
 */
@NullMarked
package io.gristmill.jobs.respond;

import org.jspecify.annotations.NullMarked;
