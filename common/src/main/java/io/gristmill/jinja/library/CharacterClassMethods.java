package io.gristmill.jinja.library;

import io.gristmill.jinja.python.StrAndRepr;
import io.gristmill.text.PythonText;
import java.util.Map;
import java.util.function.IntPredicate;

/** Character class methods of {@code str}, such as {@code isalpha()}. */
final class CharacterClassMethods {

  static final Map<String, TextMethod> METHODS =
      Map.of(
          "isalnum",
          forAll(PythonText::isAlphanumeric),
          "isalpha",
          forAll(Character::isLetter),
          "isascii",
          (text, arguments) -> text.chars().allMatch(c -> c < 128),
          "isdecimal",
          forAll(c -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER),
          "isdigit",
          forAll(CharacterClassMethods::isDigit),
          "islower",
          (text, arguments) -> isLower(text),
          "isupper",
          (text, arguments) -> isUpper(text),
          "isspace",
          forAll(PythonText::isSpace),
          "isprintable",
          (text, arguments) -> text.codePoints().allMatch(StrAndRepr::isPrintable),
          "istitle",
          (text, arguments) -> isTitle(text));

  private CharacterClassMethods() {}

  private static TextMethod forAll(IntPredicate test) {
    return (text, arguments) -> !text.isEmpty() && text.codePoints().allMatch(test);
  }

  /** {@code isdigit} of one code point: decimal digits, superscripts and similar characters. */
  private static boolean isDigit(int c) {
    return Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
        || (c >= 0x2070 && c <= 0x2089 && Character.getType(c) == Character.OTHER_NUMBER)
        || c == 0xB2
        || c == 0xB3
        || c == 0xB9;
  }

  /** {@code text.islower()}: at least one cased letter, none of them in upper case. */
  static boolean isLower(String text) {
    return text.codePoints().anyMatch(Character::isLowerCase)
        && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
  }

  /** {@code text.isupper()}. */
  static boolean isUpper(String text) {
    return text.codePoints().anyMatch(Character::isUpperCase)
        && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
  }

  private static boolean isTitle(String text) {
    boolean within = false;
    boolean some = false;
    for (int c : text.codePoints().toArray()) {
      boolean capital = Character.isUpperCase(c) || Character.isTitleCase(c);
      if (Cases.isCased(c) && capital == within) {
        return false;
      }
      within = Cases.isCased(c);
      some |= within;
    }
    return some;
  }
}
