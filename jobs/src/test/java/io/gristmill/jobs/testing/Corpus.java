package io.gristmill.jobs.testing;

import io.gristmill.random.RandomStream;
import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Examples that reach every path of a join: duplicates, near duplicates, unusual texts, gaps
 * between positions.
 */
public final class Corpus {

  private static final List<String> SENTENCES =
      List.of(
          "Explain how a water mill turns grain into flour.",
          "Explain how a windmill turns grain into flour.",
          "Explain how a water mill turns grain into flour!!",
          "List three reasons why bread rises in the oven.",
          "List three reasons why the bread rises in an oven.",
          "List four reasons why bread rises in an oven.",
          "물레방아가 곡식을 어떻게 빻는지 설명하세요.",
          "물레방아가 곡식을 어떻게 빻는지 설명해 주세요.",
          "풍차가 곡식을 어떻게 빻는지 설명하세요.",
          "请解释水磨如何把谷物磨成面粉。",
          "请解释水磨怎样把谷物磨成面粉。",
          "小麦与黑麦有什么区别？",
          "🦊🌾 Write a poem about a fox in the rye 🦊🌾",
          "🦊🌾 Write a poem about the fox in the rye 🦊",
          "Café crème: translate into English",
          "Cafe\u0301 cre\u0300me: translate into English",
          "Hello!",
          "hello",
          "HELLO ?!",
          "a",
          "!a",
          "A?",
          "한",
          "한!",
          "😀",
          "",
          "!!!",
          "?!.",
          "  ",
          "Tell\u00a0me  about\ttypes of flour.",
          "Tell\u00a0me about\ttypes of flour.");

  private static final List<String> PIECES =
      List.of(
          "a", "b", "ab", "B", " ", "  ", "\n", "!", "é", "e\u0301", "Σ", "한", "글", "小", "🦊",
          "the ", "cat ", "sat ", "on ", "mill ", "grain ");

  private static final List<@Nullable Double> SCORES =
      java.util.Arrays.asList(
          null, 0.0, -0.0, 1.5, 1.5, Double.NaN, Double.POSITIVE_INFINITY, -2.0, 7.25);

  private static final List<String> QUALITIES =
      List.of("0.9", "0.90", "1e1", "high", "", "NaN", "-0", "0", " 3 ");

  private Corpus() {}

  /**
   * The sentences with two dozen copies of one and a dozen of another, in random order and with
   * gaps between positions.
   */
  public static List<Example> planted(long seed) {
    List<String> instructions = new ArrayList<>(SENTENCES);
    for (int i = 0; i < 24; i++) {
      instructions.add(SENTENCES.get(0));
    }
    for (int i = 0; i < 12; i++) {
      instructions.add(SENTENCES.get(6));
    }
    RandomStream random = RandomStream.of(seed, "planted", "");
    List<Example> examples = new ArrayList<>();
    long position = 0;
    while (!instructions.isEmpty()) {
      String instruction = instructions.remove(random.nextInt(instructions.size()));
      String input = random.nextBoolean() ? "" : pick(random, SENTENCES);
      String output = pick(random, SENTENCES) + (random.nextBoolean() ? "" : " " + position);
      examples.add(
          example(position, instruction, input, output, pick(random, SCORES), quality(random)));
      position += 1 + random.nextInt(3);
    }
    return examples;
  }

  /** Short texts over a small alphabet, so that many are similar. */
  public static List<Example> random(long seed, int rows) {
    RandomStream random = RandomStream.of(seed, "random", "");
    List<Example> examples = new ArrayList<>();
    for (int position = 0; position < rows; position++) {
      examples.add(
          example(
              position,
              text(random),
              text(random),
              text(random),
              pick(random, SCORES),
              quality(random)));
    }
    return examples;
  }

  private static String text(RandomStream random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      text.append(pick(random, PIECES));
    }
    return text.toString();
  }

  private static Map<String, String> quality(RandomStream random) {
    Map<String, String> metadata = new HashMap<>();
    metadata.put("z", "last");
    if (random.nextBoolean()) {
      metadata.put("quality", pick(random, QUALITIES));
    }
    return metadata;
  }

  private static <T extends @Nullable Object> T pick(RandomStream random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** An example with its content id and the given values. */
  public static Example example(
      long position,
      String instruction,
      String input,
      String output,
      @Nullable Double score,
      Map<String, String> metadata) {
    return new Example(
        ContentId.of(instruction, input, output, metadata.getOrDefault(Example.MESSAGES, "")),
        position,
        instruction,
        input,
        output,
        "corpus",
        "",
        List.of(),
        metadata,
        score);
  }

  /** The rows in a random order that depends on the seed. */
  public static List<Example> shuffled(List<Example> examples, long seed) {
    List<Example> left = new ArrayList<>(examples);
    List<Example> shuffled = new ArrayList<>();
    RandomStream random = RandomStream.of(seed, "shuffled", "");
    while (!left.isEmpty()) {
      shuffled.add(left.remove(random.nextInt(left.size())));
    }
    return shuffled;
  }
}
