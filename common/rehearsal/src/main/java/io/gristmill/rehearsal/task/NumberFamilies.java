package io.gristmill.rehearsal.task;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Tasks about arithmetic and properties of numbers. */
final class NumberFamilies {

  private NumberFamilies() {}

  static List<TaskFamily> all() {
    return List.of(
        TaskFamily.of("addition", pair(1, 500), s -> Math.addExact(s.number("a"), s.number("b"))),
        TaskFamily.of(
            "subtraction",
            NumberFamilies::falling,
            s -> Math.subtractExact(s.number("a"), s.number("b"))),
        TaskFamily.of(
            "multiplication", pair(2, 12), s -> Math.multiplyExact(s.number("a"), s.number("b"))),
        TaskFamily.of(
            "percentage",
            d -> Map.of("p", 5 * d.number(1, 19), "n", 20 * d.number(1, 50)),
            s -> plain(s.decimal("p").multiply(s.decimal("n")).movePointLeft(2))),
        TaskFamily.labels("parity", one("n", 0, 999), s -> s.number("n") % 2 == 0 ? "even" : "odd"),
        TaskFamily.of("larger", pair(1, 999), s -> Math.max(s.number("a"), s.number("b"))),
        TaskFamily.labels("size", NumberFamilies::sized, s -> size(s.number("n"))),
        TaskFamily.labels(
            "prime", one("n", 2, 200), s -> isPrime(s.number("n")) ? "prime" : "composite"),
        TaskFamily.labels(
            "divisible",
            NumberFamilies::divisible,
            s -> s.number("n") % s.number("d") == 0 ? "yes" : "no"),
        TaskFamily.of("sequence", NumberFamilies::sequence, s -> next(s.numbers("sequence"))),
        TaskFamily.of("to-roman", one("n", 1, 2030), s -> Numerals.roman(s.number("n"))),
        TaskFamily.of(
            "from-roman",
            d -> Map.of("roman", Numerals.roman(d.number(1, 2030))),
            s -> Numerals.readRoman(s.text("roman"))),
        TaskFamily.of(
            "number-words", one("n", 0, 999), s -> Numerals.words(s.number("n"), s.lexicon())),
        TaskFamily.of("binary", one("n", 2, 255), s -> Integer.toBinaryString(s.number("n"))),
        TaskFamily.of("unit-conversion", NumberFamilies::conversion, NumberFamilies::convert),
        TaskFamily.of(
            "temperature",
            one("c", -40, 120),
            s -> plain(s.decimal("c").multiply(new BigDecimal("1.8")).add(new BigDecimal(32)))),
        TaskFamily.of(
            "speed",
            d -> Map.of("v", 5 * d.number(2, 26), "t", d.number(2, 12)),
            s -> Math.multiplyExact(s.number("v"), s.number("t"))));
  }

  private static Function<SlotSampler, Map<String, ?>> one(String slot, int min, int max) {
    return draw -> Map.of(slot, draw.number(min, max));
  }

  /** Draws two distinct numbers. */
  private static Function<SlotSampler, Map<String, ?>> pair(int min, int max) {
    return draw -> {
      int a = draw.number(min, max);
      int b = draw.number(min, max - 1);
      return Map.of("a", a, "b", b < a ? b : b + 1);
    };
  }

  private static Map<String, ?> falling(SlotSampler draw) {
    int a = draw.number(2, 500);
    return Map.of("a", a, "b", draw.number(1, a - 1));
  }

  /** Decimal notation without exponent and trailing zeros. */
  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static Map<String, ?> sized(SlotSampler draw) {
    int max = draw.of(List.of(99, 999, 9999));
    return Map.of("n", draw.number(1 + max / 10, max));
  }

  private static String size(int n) {
    return n < 100 ? "small" : n < 1000 ? "medium" : "large";
  }

  private static boolean isPrime(int n) {
    boolean divided = n < 2;
    for (int d = 2; (long) d * d <= n; d++) {
      divided |= n % d == 0;
    }
    return !divided;
  }

  private static Map<String, ?> divisible(SlotSampler draw) {
    int d = draw.number(2, 12);
    return Map.of("d", d, "n", d * draw.number(2, 40) + (draw.random().nextBoolean() ? 0 : 1));
  }

  private static Map<String, ?> sequence(SlotSampler draw) {
    boolean sums = draw.random().nextBoolean();
    int step = sums ? draw.number(2, 25) : draw.number(2, 4);
    long value = draw.number(1, sums ? 60 : 9);
    StringBuilder sequence = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      sequence.append(i == 0 ? "" : SlotSampler.COMMA).append(value);
      value = sums ? value + step : value * step;
    }
    return Map.of("sequence", sequence);
  }

  private static int next(List<Integer> n) {
    if (n.size() < 3) {
      throw new ArithmeticException("too short for a rule");
    }
    int last = n.get(n.size() - 1);
    int step = n.get(1) - n.get(0);
    int ratio = n.get(1) / n.get(0);
    if (follows(n, (x, y) -> y - x == step)) {
      return Math.addExact(last, step);
    }
    if (follows(n, (x, y) -> y == x * ratio)) {
      return Math.multiplyExact(last, ratio);
    }
    throw new ArithmeticException("neither an arithmetic nor a geometric sequence");
  }

  private static boolean follows(List<Integer> n, BiPredicate<Integer, Integer> rule) {
    for (int i = 1; i < n.size(); i++) {
      if (!rule.test(n.get(i - 1), n.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** A unit with its exact factor. */
  private record Unit(String dimension, BigDecimal factor) {
    static Unit of(String name, Lexicon lexicon) {
      String symbol = lexicon.lookUp("unit", name);
      String[] unit = Lexicon.of(Language.EN).lookUp("si-unit", symbol).split(" ", -1);
      return new Unit(unit[0], new BigDecimal(unit[1]));
    }
  }

  private static Map<String, ?> conversion(SlotSampler draw) {
    List<String> names = draw.lexicon().keys("unit");
    String from = draw.of(names);
    String dimension = Unit.of(from, draw.lexicon()).dimension();
    List<String> alike =
        names.stream()
            .filter(name -> !name.equals(from))
            .filter(name -> Unit.of(name, draw.lexicon()).dimension().equals(dimension))
            .toList();
    return Map.of("x", draw.number(2, 120), "from", from, "to", draw.of(alike));
  }

  /** Exact value with its unit; fails if it has no finite decimal expansion. */
  private static String convert(Slots slots) {
    Unit from = Unit.of(slots.text("from"), slots.lexicon());
    Unit to = Unit.of(slots.text("to"), slots.lexicon());
    if (!from.dimension().equals(to.dimension())) {
      throw new ArithmeticException("different dimensions");
    }
    BigDecimal value = slots.decimal("x").multiply(from.factor()).divide(to.factor());
    return plain(value) + " " + slots.lexicon().lookUp("unit", slots.text("to"));
  }
}
