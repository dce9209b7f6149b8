package io.gristmill.llm.budget;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Prices by model name (block {@code llm.prices} of reference.conf).
 *
 * @param prices prices by pattern; * matches any text and ? one character
 */
public record PriceTable(SortedMap<String, Price> prices) implements Serializable {

  private static final String INPUT = "input-per-million";
  private static final String OUTPUT = "output-per-million";
  private static final List<String> KEYS = List.of(INPUT, OUTPUT);

  public PriceTable {
    prices = new TreeMap<>(prices);
  }

  /** Reads the settings; invalid ones are added to the problems. */
  public static PriceTable read(Settings settings, Problems problems) {
    SettingsReader llm = settings.reader("llm", problems);
    SortedMap<String, SortedMap<String, BigDecimal>> byPattern = new TreeMap<>();
    boolean valid = true;
    for (Map.Entry<String, String> entry : llm.map("prices").entrySet()) {
      String part =
          KEYS.stream().filter(p -> entry.getKey().endsWith("." + p)).findFirst().orElse("");
      Optional<BigDecimal> dollars = Dollars.number(entry.getValue());
      if (part.isEmpty() || dollars.isEmpty()) {
        valid = false;
        continue;
      }
      String pattern = entry.getKey().substring(0, entry.getKey().length() - part.length() - 1);
      byPattern.computeIfAbsent(pattern, p -> new TreeMap<>()).put(part, dollars.get());
    }
    if (!valid || byPattern.values().stream().anyMatch(parts -> parts.size() != KEYS.size())) {
      llm.problem("prices", "{ \"model\" { input-per-million = USD, output-per-million = USD } }");
    }
    return new PriceTable(
        byPattern.entrySet().stream()
            .filter(entry -> entry.getValue().size() == KEYS.size())
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, e -> price(e.getValue()), (a, b) -> a, TreeMap::new)));
  }

  private static Price price(Map<String, BigDecimal> parts) {
    return Price.perMillion(
        parts.getOrDefault(INPUT, BigDecimal.ZERO), parts.getOrDefault(OUTPUT, BigDecimal.ZERO));
  }

  /** Price of a model, by the matching pattern with the most literal characters. */
  public Optional<Price> price(String model) {
    return prices.entrySet().stream()
        .filter(entry -> pattern(entry.getKey()).matcher(model).matches())
        .max(
            Comparator.comparingLong((Map.Entry<String, Price> e) -> literals(e.getKey()))
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getValue);
  }

  private static long literals(String pattern) {
    return pattern.chars().filter(c -> c != '*' && c != '?').count();
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    glob.codePoints()
        .forEach(
            c -> {
              String one = Character.toString(c);
              regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(one));
            });
    return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
