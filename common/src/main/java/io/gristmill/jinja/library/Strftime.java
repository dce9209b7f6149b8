package io.gristmill.jinja.library;

import io.gristmill.jinja.value.TemplateException;
import java.time.LocalDateTime;
import java.util.Locale;

/** {@code strftime} in the C locale. */
final class Strftime {

  private Strftime() {}

  static String format(String format, LocalDateTime time) {
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < format.length(); at++) {
      char c = format.charAt(at);
      if (c != '%' || at + 1 == format.length()) {
        out.append(c);
        continue;
      }
      boolean unpadded = format.charAt(at + 1) == '-' && at + 2 < format.length();
      at += unpadded ? 2 : 1;
      String value = directive(format.charAt(at), time);
      out.append(unpadded ? value.replaceFirst("^[0 ]+(?=.)", "") : value);
    }
    return out.toString();
  }

  private static String directive(char directive, LocalDateTime time) {
    return switch (directive) {
      case 'Y' -> Integer.toString(time.getYear());
      case 'y' -> two(time.getYear() % 100);
      case 'm' -> two(time.getMonthValue());
      case 'd' -> two(time.getDayOfMonth());
      case 'e' -> String.format(Locale.ROOT, "%2d", time.getDayOfMonth());
      case 'j' -> String.format(Locale.ROOT, "%03d", time.getDayOfYear());
      case 'B' -> name(time.getMonth());
      case 'b', 'h' -> name(time.getMonth()).substring(0, 3);
      case 'A' -> name(time.getDayOfWeek());
      case 'a' -> name(time.getDayOfWeek()).substring(0, 3);
      case 'u' -> Integer.toString(time.getDayOfWeek().getValue());
      case 'w' -> Integer.toString(time.getDayOfWeek().getValue() % 7);
      default -> clock(directive, time);
    };
  }

  private static String clock(char directive, LocalDateTime time) {
    return switch (directive) {
      case 'H' -> two(time.getHour());
      case 'I' -> two((time.getHour() + 11) % 12 + 1);
      case 'M' -> two(time.getMinute());
      case 'S' -> two(time.getSecond());
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'f' -> String.format(Locale.ROOT, "%06d", time.getNano() / 1000);
      case 'F' -> format("%Y-%m-%d", time);
      case 'T' -> format("%H:%M:%S", time);
      case 'D' -> format("%m/%d/%y", time);
      case 'R' -> format("%H:%M", time);
      case '%' -> "%";
      default -> throw TemplateException.unsupported("the date format %" + directive);
    };
  }

  /** The English name of a month or day, from its Java constant. */
  private static String name(Enum<?> constant) {
    String name = constant.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String two(int number) {
    return String.format(Locale.ROOT, "%02d", number);
  }
}
