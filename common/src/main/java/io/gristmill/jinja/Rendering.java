package io.gristmill.jinja;

import java.util.List;

/**
 * What a template rendered to.
 *
 * @param text all of it
 * @param generated where its {@code {% generation %}} blocks are, in the order in which they ended.
 *     A block within a macro or a set block is placed where the text of the template is at that
 *     moment, which is how transformers has it
 */
public record Rendering(String text, List<Span> generated) {

  public Rendering {
    generated = List.copyOf(generated);
  }
}
