package io.gristmill.jinja.value;

/**
 * The value of a missing name, attribute or item. It prints as the empty text, is false and empty,
 * and fails in every other operation.
 *
 * @param problem error message of a failing operation
 */
public record Undefined(String problem) {

  public static Undefined name(String name) {
    return new Undefined("'" + name + "' is undefined");
  }

  public static Undefined member(String type, String name) {
    return new Undefined("'" + type + "' has no attribute or element '" + name + "'");
  }

  public TemplateException error() {
    return TemplateException.failed(problem);
  }
}
