package io.gristmill.rehearsal.task;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/** Spells numbers by the rules of a table, whose notation en.conf explains. */
final class Numerals {

  private static final String AFTER_HUNDRED = "numeral-after-hundred";

  private Numerals() {}

  /** The number in words; blank above the range of the rules. */
  static String words(int number, Lexicon lexicon) {
    return spell(number, "numeral", lexicon);
  }

  static String roman(int number) {
    return spell(number, "roman", Lexicon.of(Language.EN));
  }

  /** Parses a Roman numeral in its standard form, ignoring case. */
  static int readRoman(String numeral) {
    for (int number = 1; number < 4000; number++) {
      if (roman(number).equalsIgnoreCase(numeral)) {
        return number;
      }
    }
    throw new NumberFormatException(numeral);
  }

  private static String spell(int number, String table, Lexicon lexicon) {
    TreeMap<Integer, String> rules = new TreeMap<>();
    lexicon.table(table).forEach((least, rule) -> rules.put(Integer.valueOf(least), rule));
    Map.Entry<Integer, String> rule = rules.floorEntry(number);
    if (rule == null) {
      throw new NoSuchElementException("no numeral for " + number);
    }
    int unit = 1;
    while (number / unit >= 10) {
      unit *= 10;
    }
    int rest = number % unit;
    String text = rule.getValue().replaceFirst("\\[(.*)]", rest == 0 ? "" : "$1");
    if (text.contains("=")) {
      text = text.replace("=", words(number, lexicon));
    }
    if (text.contains("<")) {
      text = text.replace("<", spell(number / unit, table, lexicon));
    }
    if (text.contains(">")) {
      boolean special = unit == 100 && lexicon.hasTable(AFTER_HUNDRED);
      text = text.replace(">", spell(rest, special ? AFTER_HUNDRED : table, lexicon));
    }
    return text;
  }
}
