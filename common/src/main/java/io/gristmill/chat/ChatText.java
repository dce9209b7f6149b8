package io.gristmill.chat;

import io.gristmill.jinja.Span;
import java.util.List;

/**
 * A rendered conversation with the spans of the assistant's text.
 *
 * @param text the text; tokenize it without adding special tokens
 * @param assistantSpans in order, disjoint
 */
public record ChatText(String text, List<Span> assistantSpans) {

  public ChatText {
    assistantSpans = List.copyOf(assistantSpans);
  }
}
