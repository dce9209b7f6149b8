package io.gristmill.rehearsal.task;

import java.util.Locale;

/** Roman numerals from 1 to 3999. */
final class Roman {

  private static final int[] VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
  private static final String[] SIGNS = {
    "M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"
  };

  private Roman() {}

  static String write(int number) {
    if (number < 1 || number > 3999) {
      throw new ArithmeticException("no Roman numeral for " + number);
    }
    StringBuilder out = new StringBuilder();
    int left = number;
    for (int i = 0; i < VALUES.length; i++) {
      for (; left >= VALUES[i]; left -= VALUES[i]) {
        out.append(SIGNS[i]);
      }
    }
    return out.toString();
  }

  /** Parses a numeral in its standard form, ignoring case. */
  static int read(String numeral) {
    String left = numeral.toUpperCase(Locale.ROOT);
    int number = 0;
    for (int i = 0; i < VALUES.length; i++) {
      for (; left.startsWith(SIGNS[i]); left = left.substring(SIGNS[i].length())) {
        number += VALUES[i];
      }
    }
    if (!left.isEmpty() || !write(number).equalsIgnoreCase(numeral)) {
      throw new NumberFormatException(numeral);
    }
    return number;
  }
}
