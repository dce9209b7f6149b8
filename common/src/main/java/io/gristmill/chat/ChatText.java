package io.gristmill.chat;

import io.gristmill.jinja.Span;
import java.util.List;

/**
 * The text of a conversation and the parts of it that the assistant says.
 *
 * @param text to be tokenized without adding special tokens
 * @param assistant in order, none within another
 */
public record ChatText(String text, List<Span> assistant) {

  public ChatText {
    assistant = List.copyOf(assistant);
  }
}
