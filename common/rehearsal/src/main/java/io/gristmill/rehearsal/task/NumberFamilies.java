package io.gristmill.rehearsal.task;

import java.math.BigDecimal;
import java.util.List;

/** Tasks about arithmetic and properties of numbers. */
final class NumberFamilies {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private NumberFamilies() {}

  static List<TaskFamily> all() {
    return List.of(
        TaskFamily.of("addition", pair(1, 500), (s, l) -> text(Math.addExact(a(s), b(s)))),
        TaskFamily.of("subtraction", falling(), (s, l) -> text(Math.subtractExact(a(s), b(s)))),
        TaskFamily.of(
            "multiplication", pair(2, 12), (s, l) -> text(Math.multiplyExact(a(s), b(s)))),
        TaskFamily.of("percentage", NumberFamilies::drawPercentage, NumberFamilies::percentage),
        TaskFamily.labels("parity", one("n", 0, 999), NumberFamilies::parity),
        TaskFamily.of("larger", pair(1, 999), (s, l) -> text(Math.max(a(s), b(s)))),
        TaskFamily.labels("size", NumberFamilies::drawSize, NumberFamilies::size),
        TaskFamily.labels("prime", one("n", 2, 200), NumberFamilies::prime),
        TaskFamily.labels("divisible", NumberFamilies::drawDivisible, NumberFamilies::divisible),
        TaskFamily.of("sequence", NumberFamilies::drawSequence, NumberFamilies::next),
        TaskFamily.of("to-roman", one("n", 1, 2030), (s, l) -> Roman.write(s.number("n"))),
        TaskFamily.of(
            "from-roman",
            (d, s) -> s.put("roman", Roman.write(d.number(1, 2030))),
            (s, l) -> text(Roman.read(s.text("roman")))),
        TaskFamily.of(
            "number-words",
            one("n", 0, 999),
            (s, l) -> NumberWords.of(s.number("n"), l.language())),
        TaskFamily.of("binary", one("n", 2, 255), (s, l) -> Integer.toBinaryString(s.number("n"))),
        TaskFamily.of("unit-conversion", Units::draw, Units::convert),
        TaskFamily.of("temperature", one("c", -40, 120), NumberFamilies::fahrenheit),
        TaskFamily.of(
            "speed",
            (d, s) -> s.put("v", 5 * d.number(2, 26)).put("t", d.number(2, 12)),
            (s, l) -> text(Math.multiplyExact(s.number("v"), s.number("t")))));
  }

  private static int a(Slots slots) {
    return slots.number("a");
  }

  private static int b(Slots slots) {
    return slots.number("b");
  }

  private static String text(int number) {
    return Integer.toString(number);
  }

  private static TaskFamily.ValueSampler one(String slot, int min, int max) {
    return (draw, slots) -> slots.put(slot, draw.number(min, max));
  }

  /** Draws two distinct numbers. */
  private static TaskFamily.ValueSampler pair(int min, int max) {
    return (draw, slots) -> {
      int a = draw.number(min, max);
      int b = draw.number(min, max - 1);
      slots.put("a", a).put("b", b < a ? b : b + 1);
    };
  }

  private static TaskFamily.ValueSampler falling() {
    return (draw, slots) -> {
      int a = draw.number(2, 500);
      slots.put("a", a).put("b", draw.number(1, a - 1));
    };
  }

  private static void drawPercentage(SlotSampler draw, Slots slots) {
    slots.put("p", 5 * draw.number(1, 19)).put("n", 20 * draw.number(1, 50));
  }

  private static String percentage(Slots slots, Lexicon lexicon) {
    return plain(slots.decimal("p").multiply(slots.decimal("n")).divide(HUNDRED));
  }

  private static String fahrenheit(Slots slots, Lexicon lexicon) {
    BigDecimal celsius = slots.decimal("c");
    return plain(celsius.multiply(new BigDecimal("1.8")).add(BigDecimal.valueOf(32)));
  }

  /** Decimal notation without exponent and trailing zeros. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String parity(Slots slots, Lexicon lexicon) {
    return lexicon.label(slots.number("n") % 2 == 0 ? "even" : "odd");
  }

  private static void drawSize(SlotSampler draw, Slots slots) {
    int max = draw.of(List.of(99, 999, 9999));
    slots.put("n", draw.number(1 + max / 10, max));
  }

  private static String size(Slots slots, Lexicon lexicon) {
    int n = slots.number("n");
    return lexicon.label(n < 100 ? "small" : n < 1000 ? "medium" : "large");
  }

  private static String prime(Slots slots, Lexicon lexicon) {
    int n = slots.number("n");
    boolean divided = n < 2;
    for (int d = 2; (long) d * d <= n; d++) {
      divided |= n % d == 0;
    }
    return lexicon.label(divided ? "composite" : "prime");
  }

  private static void drawDivisible(SlotSampler draw, Slots slots) {
    int d = draw.number(2, 12);
    slots.put("d", d).put("n", d * draw.number(2, 40) + (draw.random().nextBoolean() ? 0 : 1));
  }

  private static String divisible(Slots slots, Lexicon lexicon) {
    return lexicon.label(slots.number("n") % slots.number("d") == 0 ? "yes" : "no");
  }

  private static void drawSequence(SlotSampler draw, Slots slots) {
    boolean sums = draw.random().nextBoolean();
    int step = sums ? draw.number(2, 25) : draw.number(2, 4);
    long value = draw.number(1, sums ? 60 : 9);
    StringBuilder sequence = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      sequence.append(i == 0 ? "" : SlotSampler.COMMA).append(value);
      value = sums ? value + step : value * step;
    }
    slots.put("sequence", sequence);
  }

  private static String next(Slots slots, Lexicon lexicon) {
    List<Integer> n = slots.numbers("sequence");
    if (n.size() < 3) {
      throw new ArithmeticException("too short for a rule");
    }
    int last = n.get(n.size() - 1);
    int step = n.get(1) - n.get(0);
    int ratio = n.get(1) / n.get(0);
    if (follows(n, (x, y) -> y - x == step)) {
      return text(Math.addExact(last, step));
    }
    if (follows(n, (x, y) -> y == x * ratio)) {
      return text(Math.multiplyExact(last, ratio));
    }
    throw new ArithmeticException("neither an arithmetic nor a geometric sequence");
  }

  private static boolean follows(
      List<Integer> n, java.util.function.BiPredicate<Integer, Integer> rule) {
    for (int i = 1; i < n.size(); i++) {
      if (!rule.test(n.get(i - 1), n.get(i))) {
        return false;
      }
    }
    return true;
  }
}
