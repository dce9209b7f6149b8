package io.gristmill.rehearsal.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.random.RandomStream;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares answers with independent computations from the text of the task. */
class FamilyAnswersTest {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

  /**
   * Checks that every task of a family in its plain wordings agrees with a computation on its text.
   */
  private static void check(String family, Function<String, String> expected) {
    TaskGrammar grammar = TaskGrammar.of(List.of(family), Style.PLAIN);
    IntStream.range(0, 300)
        .mapToObj(i -> grammar.draw(RandomStream.of(3, family, "" + i), Language.EN))
        .forEach(
            task -> {
              assertThat(task.family()).isEqualTo(family);
              String text = task.instruction() + " " + task.input();
              assertThat(task.output()).as(text).isEqualTo(expected.apply(text));
            });
  }

  private static List<Integer> numbers(String text) {
    return NUMBER
        .matcher(text.replace(" - ", " "))
        .results()
        .map(m -> Integer.valueOf(m.group()))
        .toList();
  }

  private static String after(String text, String mark) {
    return text.substring(text.indexOf(mark) + mark.length()).strip().replaceAll("[.?]$", "");
  }

  @Test
  void sums() {
    check("addition", t -> "" + numbers(t).stream().mapToInt(n -> n).sum());
    check("total", t -> "" + numbers(t).stream().mapToInt(n -> n).sum());
  }

  @Test
  void differences() {
    check(
        "subtraction",
        t -> {
          List<Integer> n = numbers(t);
          int sign = t.startsWith("Subtract") ? -1 : 1;
          return "" + sign * (n.get(0) - n.get(1));
        });
  }

  @Test
  void products() {
    check("multiplication", t -> "" + numbers(t).get(0) * numbers(t).get(1));
    check("percentage", t -> trimmed(numbers(t).get(0) * numbers(t).get(1) / 100.0));
  }

  private static String trimmed(double value) {
    return value == Math.rint(value) ? "" + (long) value : "" + value;
  }

  @Test
  void propertiesOfNumbers() {
    check("parity", t -> (numbers(t).get(0) & 1) == 1 ? "odd" : "even");
    check("larger", t -> "" + Math.max(numbers(t).get(0), numbers(t).get(1)));
    check(
        "prime",
        t -> BigInteger.valueOf(numbers(t).get(0)).isProbablePrime(50) ? "prime" : "composite");
    check("divisible", t -> numbers(t).get(0) % numbers(t).get(1) == 0 ? "Yes" : "No");
    check("binary", t -> BigInteger.valueOf(numbers(t).get(0)).toString(2));
    check("leap-year", t -> leap(numbers(t).get(0)) ? "Yes" : "No");
    check("maximum", t -> "" + numbers(t).stream().max(Integer::compare).orElseThrow());
    check("minimum", t -> "" + numbers(t).stream().min(Integer::compare).orElseThrow());
    check("temperature", t -> trimmed((numbers(t).get(0) * 18 + 320) / 10.0));
  }

  private static boolean leap(int year) {
    return year % 4 == 0 && year % 100 != 0 || year % 400 == 0;
  }

  @Test
  void sequencesContinueByDifferenceOrRatio() {
    check(
        "sequence",
        t -> {
          List<Integer> n = numbers(t);
          boolean sums = n.get(3) - n.get(2) == n.get(1) - n.get(0);
          return "" + (sums ? 2 * n.get(3) - n.get(2) : (long) n.get(3) * n.get(3) / n.get(2));
        });
  }

  @Test
  void listsInOrder() {
    check(
        "sort-numbers",
        t -> {
          int[] n = numbers(t).stream().mapToInt(x -> x).toArray();
          Arrays.sort(n);
          return Arrays.toString(n).replaceAll("[\\[\\]]", "");
        });
    check(
        "sort-words",
        t -> {
          List<String> words = new ArrayList<>(List.of(after(t, ":").split(", ")));
          words.sort(String.CASE_INSENSITIVE_ORDER);
          return String.join(", ", words);
        });
    check("first-item", t -> after(t, "first of ").split(", ")[0]);
  }

  @Test
  void letters() {
    check(
        "reverse-word",
        t -> {
          String word = t.replaceAll("Spell | backwards|Reverse the word |[. ]+$", "").strip();
          StringBuilder out = new StringBuilder();
          for (char c : word.replace(".", "").toCharArray()) {
            out.insert(0, c);
          }
          return out.toString();
        });
    check("word-length", t -> "" + after(t, "the word ").length());
    check("vowels", t -> "" + after(t, "the word ").replaceAll("[^aeiou]", "").length());
    check(
        "count-letter",
        t -> {
          String letter = after(t, "the letter ").substring(0, 1);
          String word = after(t, "occur in ");
          return "" + (word.length() - word.replace(letter, "").length());
        });
  }

  @Test
  void calendar() {
    check(
        "weekday",
        t ->
            zeller(LocalDate.parse(after(t, "was ")))
                .getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    check(
        "days-between",
        t -> {
          String[] dates = after(t, "between ").split(" and ");
          return "" + (julian(dates[1]) - julian(dates[0]));
        });
  }

  /** Zeller's congruence; 0 is Saturday. */
  private static DayOfWeek zeller(LocalDate date) {
    int m = date.getMonthValue() < 3 ? date.getMonthValue() + 12 : date.getMonthValue();
    int y = date.getMonthValue() < 3 ? date.getYear() - 1 : date.getYear();
    int h =
        (date.getDayOfMonth() + 13 * (m + 1) / 5 + y % 100 + y % 100 / 4 + y / 400 + 5 * (y / 100))
            % 7;
    return DayOfWeek.of((h + 5) % 7 + 1);
  }

  /** Julian day number. */
  private static long julian(String iso) {
    String[] part = iso.split("-");
    int y = Integer.parseInt(part[0]);
    int m = Integer.parseInt(part[1]);
    int d = Integer.parseInt(part[2]);
    int a = (14 - m) / 12;
    long years = y + 4800L - a;
    return d
        + (153L * (m + 12 * a - 3) + 2) / 5
        + 365 * years
        + years / 4
        - years / 100
        + years / 400
        - 32045;
  }

  @Test
  void sentimentFollowsFromOpinionWords() {
    Pattern good =
        Pattern.compile(
            "wonderful|excellent|delightful|superb|great|lovely|amazing|fantastic|pleasant\\b"
                + "|brilliant");
    check(
        "sentiment",
        t -> good.matcher(t.replace("unpleasant", "")).find() ? "positive" : "negative");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Make it passive: The baker opened the door. | The door was opened by the baker.",
        "Setze ins Passiv: Die Ärztin öffnete den Brief. | Der Brief wurde von der Ärztin"
            + " geöffnet.",
        "Pasa a voz pasiva: El panadero abrió la puerta. | La puerta fue abierta por el panadero.",
        "Pasa a voz pasiva: La reina describió el barco. | El barco fue descrito por la reina.",
        "改成被动句：厨师打开了箱子。 | 箱子被厨师打开了。",
        "누가 했습니까? 선생님이 상자를 닫았습니다. | 선생님",
        "Name the doer: The king cleaned the boat. | The king",
        "What is the capital of France? | Paris",
        "프랑스의 수도는 어디입니까? | 파리",
        "法国的首都是哪里？ | 巴黎",
        "What is the opposite of HOT? | cold",
        "What is the plural of box? | boxes",
        "What is the plural of city? | cities",
        "What is the plural of monkey? | monkeys",
        "Escribe el plural de luz. | luces",
        "What is the past tense of stop? | stopped",
        "What is the past tense of carry? | carried",
        "What is the past tense of visit? | visited",
        "What is the past tense of bake? | baked",
        "What is the comparative of big? | bigger",
        "What is the comparative of happy? | happier",
        "What is the comparative of late? | later",
        "Write 1994 in Roman numerals. | MCMXCIV",
        "What number is the Roman numeral mcmxciv? | 1994",
        "Write 342 in words. | three hundred forty-two",
        "Schreibe die Zahl 721 in Worten. | siebenhunderteinundzwanzig",
        "Escribe el número 516 con letras. | quinientos dieciséis",
        "숫자 342 값을 한글로 쓰세요. | 삼백사십이",
        "用汉字写出数字305。 | 三百零五",
        "用汉字写出数字210。 | 二百一十",
        "Convert 3 miles to meters. | 4828.032 m",
        "Convert 90 minutes to hours. | 1.5 h",
        "Rechne 5 Kilometer in Meter um. | 5000 m",
        "What time is it 50 minutes after 23:30? | 00:20",
        "Which date is 1 days after 2024-02-28? | 2024-02-29",
        "Is 1900 a leap year? | No",
        "Ask someone to close the window. | Could you please close the window?",
        "Is level a palindrome? | Yes",
        "What is -40 degrees Celsius in Fahrenheit? | -40",
      })
  void knownAnswers(String instruction, String answer) {
    assertThat(TaskGrammar.recognize(instruction, "").flatMap(RecognizedTask::answer))
        .isEqualTo(Optional.of(answer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Combine both sets without repeating anything. | a, b; b, c | a, b, c",
        "Which members belong to both sets? | a, b; b, c | b",
        "List what is in the first set but not in the second. | a, b; b, c | a",
        "Find the word that does not belong with the rest. | apple, pear, hammer, plum | hammer",
        "Form an abbreviation out of the first letters. | north, atlantic, treaty | NAT",
        "Turn these words into one identifier in camel case. | read, Next, line | readNextLine",
        "Turn these words into one identifier in snake case. | Read, next, line | read_next_line",
        "Remove repeated entries and keep the first of each. | b, a, b, c, a | b, a, c",
        "Extract the year from the passage. | In 1985 the nurse Olga moved to Lima. | 1985",
        "Count the words of the sentence. | Well, this - is it. | 4",
        "Return the final word of the sentence, without punctuation. | We met in Rome! | Rome",
        "Separate every letter by a hyphen. | cat | c-a-t",
        "Write the letters of a word from right to left. | a😀b | b😀a",
      })
  void knownAnswersWithInput(String instruction, String input, String answer) {
    assertThat(TaskGrammar.recognize(instruction, input).flatMap(RecognizedTask::answer))
        .isEqualTo(Optional.of(answer));
  }

  @Test
  void invalidValuesHaveNoAnswer() {
    assertThat(TaskGrammar.recognize("Convert 3 miles to kilograms.", "")).isEmpty();
    assertThat(TaskGrammar.recognize("Write 5000 in Roman numerals.", "")).isEmpty();
    assertThat(TaskGrammar.recognize("What is 99999999999 + 1?", "")).isEmpty();
    assertThat(TaskGrammar.recognize("What is 2147483647 + 1?", "")).isEmpty();
    assertThat(TaskGrammar.recognize("Convert 5 kilometers to miles.", "")).isEmpty();
    assertThat(TaskGrammar.recognize("Which day of the week was 2023-02-30?", "")).isEmpty();
  }
}
