package io.gristmill.jinja.syntax;

import java.util.List;

/**
 * The parameters of a macro or call block.
 *
 * @param names names of the parameters
 * @param defaults default values of the last parameters
 */
public record Signature(List<String> names, List<Expr> defaults) {

  public static final Signature NONE = new Signature(List.of(), List.of());
}
