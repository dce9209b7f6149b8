package io.gristmill.rehearsal.task;

/** Integers from 0 to 999 in words. */
final class NumberWords {

  private static final String[] EN = {
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen"
  };
  private static final String[] EN_TENS = {
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
  };
  private static final String[] DE = {
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn"
  };
  private static final String[] DE_TENS = {
    "", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"
  };
  private static final String[] ES = {
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve"
  };
  private static final String[] ES_TENS = {
    "", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"
  };
  private static final String[] ES_HUNDREDS = {
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos"
  };
  private static final String KO = "영일이삼사오육칠팔구";
  private static final String ZH = "零一二三四五六七八九";

  private NumberWords() {}

  static String of(int number, Language language) {
    if (number < 0 || number > 999) {
      throw new ArithmeticException("out of range: " + number);
    }
    return switch (language) {
      case EN -> english(number);
      case DE -> german(number);
      case ES -> spanish(number);
      case KO -> korean(number);
      case ZH -> chinese(number);
    };
  }

  private static String english(int n) {
    if (n < 20) {
      return EN[n];
    }
    if (n < 100) {
      return EN_TENS[n / 10] + (n % 10 == 0 ? "" : "-" + EN[n % 10]);
    }
    return EN[n / 100] + " hundred" + (n % 100 == 0 ? "" : " " + english(n % 100));
  }

  private static String german(int n) {
    if (n < 20) {
      return DE[n];
    }
    if (n < 100) {
      return (n % 10 == 0 ? "" : one(n % 10) + "und") + DE_TENS[n / 10];
    }
    return one(n / 100) + "hundert" + (n % 100 == 0 ? "" : german(n % 100));
  }

  /** A digit within a longer word. */
  private static String one(int digit) {
    return digit == 1 ? "ein" : DE[digit];
  }

  private static String spanish(int n) {
    if (n < 30) {
      return ES[n];
    }
    if (n < 100) {
      return ES_TENS[n / 10] + (n % 10 == 0 ? "" : " y " + ES[n % 10]);
    }
    if (n == 100) {
      return "cien";
    }
    return ES_HUNDREDS[n / 100] + (n % 100 == 0 ? "" : " " + spanish(n % 100));
  }

  /** Sino-Korean numerals; ten and hundred take no leading "one". */
  private static String korean(int n) {
    if (n < 10) {
      return KO.substring(n, n + 1);
    }
    return countUnit(KO, n / 100, "백", "") + countUnit(KO, n / 10 % 10, "십", "") + last(KO, n % 10);
  }

  private static String countUnit(String digits, int count, String unit, String one) {
    return count == 0 ? "" : (count == 1 ? one : digits.charAt(count) + "") + unit;
  }

  private static String last(String digits, int digit) {
    return digit == 0 ? "" : digits.substring(digit, digit + 1);
  }

  /** Simplified Chinese: a zero marks missing tens; 10 to 19 begin with ten. */
  private static String chinese(int n) {
    if (n < 10) {
      return ZH.substring(n, n + 1);
    }
    if (n < 100) {
      return countUnit(ZH, n / 10, "十", "") + last(ZH, n % 10);
    }
    String hundreds = ZH.charAt(n / 100) + "百";
    int rest = n % 100;
    if (rest == 0) {
      return hundreds;
    }
    return hundreds + (rest < 10 ? "零" : countUnit(ZH, rest / 10, "十", "一")) + last(ZH, rest % 10);
  }
}
