package io.gristmill.chat;

import io.gristmill.jinja.Span;
import java.util.List;

/**
 * The text of a conversation and the parts of it that the assistant says.
 *
 * @param text to be tokenized without adding special tokens
 * @param assistantSpans in order, none within another
 */
public record ChatText(String text, List<Span> assistantSpans) {

  public ChatText {
    assistantSpans = List.copyOf(assistantSpans);
  }
}
