/**
 * Recognizes the intent of a prompt by its structure ({@link
 * io.gristmill.rehearsal.reply.PromptReader}) and answers it in the format of a real model ({@link
 * io.gristmill.rehearsal.reply.Responder}). May use {@code rehearsal.task}, {@code llm}, {@code
 * random}, {@code text} and {@code check}.
 */
@NullMarked
package io.gristmill.rehearsal.reply;

import org.jspecify.annotations.NullMarked;
