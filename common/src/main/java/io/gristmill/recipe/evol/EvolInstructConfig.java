package io.gristmill.recipe.evol;

import io.gristmill.check.Problems;
import io.gristmill.config.SettingsReader;
import io.gristmill.llm.Decoding;
import io.gristmill.recipe.prompt.DecodingSettings;
import io.gristmill.recipe.prompt.PromptFile;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.recipe.prompt.PromptTemplate.Placeholders;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of the recipe; block {@code evol-instruct} of reference.conf.
 *
 * @param rounds at least 1
 * @param operations that are drawn from, or taken in turn, at least one
 * @param inTurn whether round after round takes the next operation, in place of a draw
 * @param judgeGain whether a model is asked if the evolved instruction asks for more
 */
public record EvolInstructConfig(
    int rounds,
    List<Operation> operations,
    boolean inTurn,
    boolean judgeGain,
    Elimination elimination,
    Prompts prompts,
    Decodings decodings)
    implements Serializable {

  private static final PromptFile EQUAL =
      new PromptFile(
          "equal", "evol-equal.txt", new Placeholders(List.of("first", "second"), List.of()));

  /** The prompts of the recipe, for help. */
  public static final List<PromptFile> PROMPTS =
      Stream.concat(Arrays.stream(Operation.values()).map(Operation::prompt), Stream.of(EQUAL))
          .toList();

  public EvolInstructConfig {
    operations = List.copyOf(operations);
  }

  /** The templates of the operations and the question for a gain of information. */
  public record Prompts(Map<Operation, PromptTemplate> operations, PromptTemplate equal)
      implements Serializable {
    public Prompts {
      operations = Map.copyOf(operations);
    }

    PromptTemplate of(Operation operation) {
      return Objects.requireNonNull(operations.get(operation));
    }
  }

  /** How each step draws its answer. */
  public record Decodings(Decoding evolve, Decoding judge, Decoding answer)
      implements Serializable {}

  /**
   * Reads the block.
   *
   * @param block the block {@code evol-instruct}
   */
  public static EvolInstructConfig read(SettingsReader block, Problems problems) {
    return new EvolInstructConfig(
        block.integer("rounds", 1, 100),
        operations(block),
        block.choice("order", Order.class) == Order.IN_TURN,
        block.flag("judge-gain"),
        new Elimination(
            texts(block, "copied-words"),
            texts(block, "apologies"),
            block.integer("apology-words", 0, 1_000_000),
            new LinkedHashSet<>(texts(block, "stop-words"))),
        prompts(block.below("prompts"), problems),
        new Decodings(
            DecodingSettings.read(block.below("evolve"), List.of()),
            DecodingSettings.read(block.below("judge"), List.of()),
            DecodingSettings.read(block.below("answer"), List.of())));
  }

  private enum Order {
    RANDOM,
    IN_TURN
  }

  private static List<Operation> operations(SettingsReader block) {
    List<String> names = block.texts("operations");
    List<Operation> operations = new ArrayList<>();
    for (String name : names) {
      Arrays.stream(Operation.values())
          .filter(operation -> operation.settingName().equals(name))
          .forEach(operations::add);
    }
    if (operations.isEmpty() || operations.size() < names.size()) {
      block.problem(
          "operations",
          "a list of some of "
              + Arrays.stream(Operation.values())
                  .map(Operation::settingName)
                  .collect(Collectors.joining(", ")));
      return List.of(Operation.DEEPEN);
    }
    return operations;
  }

  /** An empty text would be found everywhere. */
  private static List<String> texts(SettingsReader block, String key) {
    List<String> texts = block.texts(key);
    if (texts.contains("")) {
      block.problem(key, "a list of texts, none of them empty");
    }
    return texts.stream().filter(text -> !text.isEmpty()).toList();
  }

  private static Prompts prompts(SettingsReader block, Problems problems) {
    Map<Operation, PromptTemplate> operations = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      operations.put(operation, operation.prompt().read(block, problems));
    }
    return new Prompts(operations, EQUAL.read(block, problems));
  }
}
