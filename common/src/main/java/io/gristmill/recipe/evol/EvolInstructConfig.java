package io.gristmill.recipe.evol;

import io.gristmill.check.Problems;
import io.gristmill.config.SettingsReader;
import io.gristmill.llm.SamplingParams;
import io.gristmill.recipe.prompt.PromptFile;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.recipe.prompt.PromptTemplate.Placeholders;
import io.gristmill.recipe.prompt.SamplingSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Settings of the recipe (block {@code evol-instruct} of reference.conf).
 *
 * @param numEvolutions number of evolutions per record, at least 1
 * @param mutations mutations to choose from, at least one
 * @param roundRobin whether evolutions use the mutations in turn instead of at random
 * @param judgeGain whether a model judges if the evolved instruction is harder than its parent
 */
public record EvolInstructConfig(
    int numEvolutions,
    List<Mutation> mutations,
    boolean roundRobin,
    boolean judgeGain,
    Elimination elimination,
    Prompts prompts,
    StepSampling sampling)
    implements Serializable {

  private static final PromptFile EQUAL =
      new PromptFile(
          "equal", "evol-equal.txt", new Placeholders(List.of("first", "second"), List.of()));

  /** Prompts of the recipe, listed in the help. */
  public static final List<PromptFile> PROMPTS =
      Stream.concat(Arrays.stream(Mutation.values()).map(Mutation::prompt), Stream.of(EQUAL))
          .toList();

  public EvolInstructConfig {
    mutations = List.copyOf(mutations);
  }

  /** Prompts of the mutations and of the judge. */
  public record Prompts(Map<Mutation, PromptTemplate> mutations, PromptTemplate equal)
      implements Serializable {
    public Prompts {
      mutations = Map.copyOf(mutations);
    }

    PromptTemplate of(Mutation mutation) {
      return Objects.requireNonNull(mutations.get(mutation));
    }
  }

  /** Sampling parameters of the steps. */
  public record StepSampling(SamplingParams evolve, SamplingParams judge, SamplingParams answer)
      implements Serializable {}

  /**
   * Reads the settings.
   *
   * @param block the block {@code evol-instruct}
   */
  public static EvolInstructConfig read(SettingsReader block, Problems problems) {
    return new EvolInstructConfig(
        block.integer("num-evolutions", 1, 100),
        readMutations(block),
        block.choice("mutation-order", Order.class) == Order.ROUND_ROBIN,
        block.flag("judge-gain"),
        new Elimination(
            texts(block, "copied-words"),
            texts(block, "apologies"),
            block.integer("min-words-with-apology", 0, 1_000_000),
            new LinkedHashSet<>(texts(block, "stop-words"))),
        prompts(block.below("prompts"), problems),
        new StepSampling(
            SamplingSettings.read(block.below("evolve"), List.of()),
            SamplingSettings.read(block.below("judge"), List.of()),
            SamplingSettings.read(block.below("answer"), List.of())));
  }

  private enum Order {
    RANDOM,
    ROUND_ROBIN
  }

  private static List<Mutation> readMutations(SettingsReader block) {
    List<String> names = block.texts("mutations");
    List<Mutation> mutations = new ArrayList<>();
    for (String name : names) {
      Arrays.stream(Mutation.values())
          .filter(mutation -> mutation.settingName().equals(name))
          .forEach(mutations::add);
    }
    if (mutations.isEmpty() || mutations.size() < names.size()) {
      block.unknownElement(
          "mutations",
          "a list of some of",
          Arrays.stream(Mutation.values()).map(Mutation::settingName).toList());
      return List.of(Mutation.DEEPEN);
    }
    return mutations;
  }

  /** Reads a list of strings; empty ones would match everywhere and are rejected. */
  private static List<String> texts(SettingsReader block, String key) {
    List<String> texts = block.texts(key);
    if (texts.contains("")) {
      block.problem(key, "a list of non-empty texts");
    }
    return texts.stream().filter(text -> !text.isEmpty()).toList();
  }

  private static Prompts prompts(SettingsReader block, Problems problems) {
    Map<Mutation, PromptTemplate> mutations = new EnumMap<>(Mutation.class);
    for (Mutation mutation : Mutation.values()) {
      mutations.put(mutation, mutation.prompt().read(block, problems));
    }
    return new Prompts(mutations, EQUAL.read(block, problems));
  }
}
