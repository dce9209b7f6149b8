package io.gristmill.jinja;

import java.util.List;

/**
 * The result of rendering a template.
 *
 * @param text the rendered text
 * @param generated spans of the assistant's text: of the {@code {% generation %}} blocks, in the
 *     order in which they ended. A block inside a macro or a set block has the current position in
 *     the text of the template, as in transformers
 */
public record Rendering(String text, List<Span> generated) {

  public Rendering {
    generated = List.copyOf(generated);
  }
}
