package io.gristmill.jinja.syntax;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text as the parser compares it: the operator, the name, or the data
 * @param value of a number or string, else the text
 * @param line where it starts, from 1
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

  /** How an error names it. */
  String described() {
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
