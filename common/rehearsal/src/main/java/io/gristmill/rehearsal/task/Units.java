package io.gristmill.rehearsal.task;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Units of length, mass, volume and time, with exact factors. */
final class Units {

  private record Unit(String dimension, BigDecimal factor) {}

  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          unit("mm", "length", "0.001"),
          unit("cm", "length", "0.01"),
          unit("m", "length", "1"),
          unit("km", "length", "1000"),
          unit("in", "length", "0.0254"),
          unit("ft", "length", "0.3048"),
          unit("yd", "length", "0.9144"),
          unit("mi", "length", "1609.344"),
          unit("g", "mass", "0.001"),
          unit("kg", "mass", "1"),
          unit("t", "mass", "1000"),
          unit("lb", "mass", "0.45359237"),
          unit("ml", "volume", "0.001"),
          unit("l", "volume", "1"),
          unit("s", "time", "1"),
          unit("min", "time", "60"),
          unit("h", "time", "3600"),
          unit("d", "time", "86400"),
          unit("wk", "time", "604800"));

  private Units() {}

  private static Map.Entry<String, Unit> unit(String symbol, String dimension, String factor) {
    return Map.entry(symbol, new Unit(dimension, new BigDecimal(factor)));
  }

  static void draw(SlotSampler draw, Slots slots) {
    List<String> names = List.copyOf(draw.lexicon().table("unit").keySet());
    String from = draw.of(names);
    List<String> alike =
        names.stream()
            .filter(name -> !name.equals(from))
            .filter(name -> of(name, draw.lexicon()).dimension().equals(dimension(from, draw)))
            .toList();
    slots.put("x", draw.number(2, 120)).put("from", from).put("to", draw.of(alike));
  }

  private static String dimension(String name, SlotSampler draw) {
    return of(name, draw.lexicon()).dimension();
  }

  /** Exact value with its unit; fails if it has no finite decimal expansion. */
  static String convert(Slots slots, Lexicon lexicon) {
    Unit from = of(slots.text("from"), lexicon);
    Unit to = of(slots.text("to"), lexicon);
    if (!from.dimension().equals(to.dimension())) {
      throw new ArithmeticException("different dimensions");
    }
    BigDecimal value = slots.decimal("x").multiply(from.factor()).divide(to.factor());
    return NumberFamilies.plain(value) + " " + lexicon.lookUp("unit", slots.text("to"));
  }

  private static Unit of(String name, Lexicon lexicon) {
    String symbol = lexicon.lookUp("unit", name);
    return Optional.ofNullable(UNITS.get(symbol))
        .orElseThrow(() -> new NoSuchElementException(symbol));
  }
}
