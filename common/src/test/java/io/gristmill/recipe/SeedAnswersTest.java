package io.gristmill.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.recipe.prompt.PromptFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Year;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Checks the answers of those default seed tasks whose answer can be computed. */
class SeedAnswersTest {

  private static final Map<String, UnaryOperator<String>> COMPUTED = new TreeMap<>();

  static {
    COMPUTED.put("add_prices", SeedAnswersTest::total);
    COMPUTED.put("sort_words", in -> items(in).sorted().collect(Collectors.joining(", ")));
    COMPUTED.put("count_vowels", in -> String.valueOf(in.replaceAll("[^aeiou]", "").length()));
    COMPUTED.put("reverse_word", in -> new StringBuilder(in).reverse().toString());
    COMPUTED.put("celsius_to_fahrenheit", in -> String.valueOf(Integer.parseInt(in) * 9 / 5 + 32));
    COMPUTED.put("roman_numeral", SeedAnswersTest::roman);
    COMPUTED.put("to_binary", in -> Integer.toBinaryString(Integer.parseInt(in)));
    COMPUTED.put("arithmetic_mean", SeedAnswersTest::mean);
    COMPUTED.put("largest_number", in -> numbers(in).max(Comparator.naturalOrder()).get() + "");
    COMPUTED.put("longest_word", SeedAnswersTest::longest);
    COMPUTED.put("minutes_to_hours", SeedAnswersTest::hours);
    COMPUTED.put("acronym", in -> in.replaceAll("(\\w)\\w*\\s*", "$1").toUpperCase(Locale.ROOT));
    COMPUTED.put(
        "unique_sorted",
        in ->
            numbers(in).distinct().sorted().map(String::valueOf).collect(Collectors.joining(", ")));
    COMPUTED.put("fibonacci_next", SeedAnswersTest::sumOfLastTwo);
    COMPUTED.put("title_case", SeedAnswersTest::titled);
    COMPUTED.put("vowel_removal", in -> in.replaceAll("[aeiou]", ""));
    COMPUTED.put("days_in_month", SeedAnswersTest::days);
    COMPUTED.put("even_or_odd", in -> Integer.parseInt(in) % 2 == 0 ? "even" : "odd");
    COMPUTED.put(
        "palindrome", in -> new StringBuilder(in).reverse().toString().equals(in) ? "yes" : "no");
    COMPUTED.put("leap_year", in -> Year.of(Integer.parseInt(in)).isLeap() ? "leap" : "common");
    COMPUTED.put("prime", in -> new BigInteger(in).isProbablePrime(50) ? "prime" : "composite");
    COMPUTED.put("triangle_kind", SeedAnswersTest::triangle);
    COMPUTED.put("anagram", SeedAnswersTest::anagram);
    COMPUTED.put("compare_numbers", SeedAnswersTest::sign);
    COMPUTED.put("divisible", SeedAnswersTest::divisible);
    COMPUTED.put("percent_of", SeedAnswersTest::discounted);
    COMPUTED.put("train_distance", SeedAnswersTest::distance);
  }

  @TestFactory
  Stream<DynamicTest> everyComputableAnswerIsRight() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> tasks =
        PromptFile.resource("seed_tasks.jsonl").lines().map(line -> parse(json, line)).toList();
    assertThat(tasks).extracting(task -> task.path("name").asText()).containsAll(COMPUTED.keySet());
    return tasks.stream()
        .filter(task -> COMPUTED.containsKey(task.path("name").asText()))
        .map(task -> DynamicTest.dynamicTest(task.path("name").asText(), () -> check(task)));
  }

  private static void check(JsonNode task) {
    UnaryOperator<String> solver = Objects.requireNonNull(COMPUTED.get(task.path("name").asText()));
    for (JsonNode instance : task.path("instances")) {
      assertThat(instance.path("output").asText())
          .isEqualTo(solver.apply(instance.path("input").asText()));
    }
  }

  private static JsonNode parse(ObjectMapper json, String line) {
    try {
      return json.readTree(line);
    } catch (IOException e) {
      return fail(line, e);
    }
  }

  private static Stream<String> items(String text) {
    return Arrays.stream(text.split(", ", -1));
  }

  private static Stream<Integer> numbers(String text) {
    return items(text).map(Integer::valueOf);
  }

  /** The whole numbers anywhere in a text. */
  private static List<Integer> inside(String text) {
    return Arrays.stream(text.split("\\D+", -1))
        .filter(digits -> !digits.isEmpty())
        .map(Integer::valueOf)
        .toList();
  }

  private static String total(String text) {
    return items(text).map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add).toString();
  }

  private static String mean(String text) {
    List<Integer> numbers = numbers(text).toList();
    int sum = numbers.stream().mapToInt(Integer::intValue).sum();
    assertThat(sum % numbers.size()).isZero();
    return String.valueOf(sum / numbers.size());
  }

  private static String roman(String text) {
    int[] values = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    String[] signs = {"M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"};
    StringBuilder roman = new StringBuilder();
    int rest = Integer.parseInt(text);
    for (int i = 0; i < values.length; i++) {
      for (; rest >= values[i]; rest -= values[i]) {
        roman.append(signs[i]);
      }
    }
    return roman.toString();
  }

  private static String longest(String text) {
    List<String> words = List.of(text.split(" ", -1));
    int most = words.stream().mapToInt(String::length).max().orElse(0);
    List<String> longest = words.stream().filter(word -> word.length() == most).toList();
    assertThat(longest).hasSize(1);
    return longest.get(0);
  }

  private static String hours(String text) {
    int minutes = Integer.parseInt(text);
    return minutes / 60 + " hours " + minutes % 60 + " minutes";
  }

  private static String sumOfLastTwo(String text) {
    List<Integer> n = numbers(text).toList();
    for (int i = 2; i < n.size(); i++) {
      assertThat(n.get(i)).isEqualTo(n.get(i - 1) + n.get(i - 2));
    }
    return String.valueOf(n.get(n.size() - 1) + n.get(n.size() - 2));
  }

  private static String titled(String text) {
    return Arrays.stream(text.split(" ", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining(" "));
  }

  private static String days(String text) {
    DateTimeFormatter month = DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
    return String.valueOf(YearMonth.parse(text, month).lengthOfMonth());
  }

  private static String triangle(String text) {
    return switch ((int) numbers(text).distinct().count()) {
      case 1 -> "equilateral";
      case 2 -> "isosceles";
      default -> "scalene";
    };
  }

  private static String anagram(String text) {
    List<String> sorted =
        items(text)
            .map(word -> word.chars().sorted().mapToObj(Character::toString))
            .map(letters -> letters.collect(Collectors.joining()))
            .toList();
    return sorted.get(0).equals(sorted.get(1)) ? "anagram" : "no anagram";
  }

  private static String sign(String text) {
    String[] pair = text.split(" and ", -1);
    int order = Double.compare(value(pair[0]), value(pair[1]));
    return order < 0 ? "<" : order > 0 ? ">" : "=";
  }

  private static double value(String number) {
    int slash = number.indexOf('/');
    return slash < 0
        ? Double.parseDouble(number)
        : Double.parseDouble(number.substring(0, slash))
            / Double.parseDouble(number.substring(slash + 1));
  }

  private static String divisible(String text) {
    List<Integer> pair = numbers(text).toList();
    return pair.get(0) % pair.get(1) == 0 ? "divisible" : "not divisible";
  }

  private static String discounted(String text) {
    List<Integer> given = inside(text);
    return given.get(0) * (100 - given.get(1)) / 100 + " euros";
  }

  private static String distance(String text) {
    List<Integer> given = inside(text);
    return String.valueOf(given.get(0) * given.get(1));
  }
}
