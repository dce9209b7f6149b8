package io.gristmill.jinja;

/**
 * A token of a template.
 *
 * @param kind kind of the token
 * @param text text for comparisons by the parser: the operator, the name or the data
 * @param value value of a number or string, else the text
 * @param line line of its start, from 1
 */
record Token(Kind kind, String text, Object value, int line) {

  enum Kind {
    DATA,
    VARIABLE_BEGIN,
    VARIABLE_END,
    BLOCK_BEGIN,
    BLOCK_END,
    NAME,
    STRING,
    NUMBER,
    OPERATOR,
    END
  }

  boolean isName(String name) {
    return kind == Kind.NAME && text.equals(name);
  }

  boolean isOperator(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  /** The description for error messages. */
  String describe() {
    return switch (kind) {
      case DATA -> "template data";
      case VARIABLE_BEGIN -> "{{";
      case VARIABLE_END -> "}}";
      case BLOCK_BEGIN -> "{%";
      case BLOCK_END -> "%}";
      case END -> "end of template";
      default -> text;
    };
  }
}
