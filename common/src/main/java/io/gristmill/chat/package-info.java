/**
 * Conversations as the text that a model was trained on. {@link
 * io.gristmill.chat.ChatTemplateFiles} reads the templates and special tokens of a model directory,
 * {@link io.gristmill.chat.ChatTemplate} renders one, {@link io.gristmill.chat.AssistantTurns} adds
 * which parts of the text are the assistant's. Text and spans equal those of transformers 5, or
 * there is an error. Depends on {@code jinja}.
 */
@NullMarked
package io.gristmill.chat;

import org.jspecify.annotations.NullMarked;
