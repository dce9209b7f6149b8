/**
 * What kind of reply a prompt asks for ({@link io.gristmill.rehearsal.reply.PromptReader}, by the
 * prompt's structure) and the reply in the form that a real model would use ({@link
 * io.gristmill.rehearsal.reply.Responder}). May use {@code rehearsal.task}, {@code llm}, {@code
 * random}, {@code text} and {@code check}.
 */
@NullMarked
package io.gristmill.rehearsal.reply;

import org.jspecify.annotations.NullMarked;
