/**
 * Renders conversations with a model's chat template. {@link io.gristmill.chat.ChatTemplateFiles}
 * reads the templates and special tokens of a model directory, {@link
 * io.gristmill.chat.ChatTemplate} renders a conversation, {@link io.gristmill.chat.AssistantTurns}
 * finds the assistant's parts of the text. Text and spans equal those of transformers 5, or
 * rendering fails. Depends on {@code jinja}.
 */
@NullMarked
package io.gristmill.chat;

import org.jspecify.annotations.NullMarked;
