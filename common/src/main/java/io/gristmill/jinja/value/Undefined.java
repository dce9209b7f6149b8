package io.gristmill.jinja.value;

/**
 * What a name, attribute or item that is not there stands for: prints as nothing, is false and
 * empty, and fails in every other operation.
 *
 * @param problem what the failing operation says
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
