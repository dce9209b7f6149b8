package io.gristmill.recipe.selfinstruct;

import io.gristmill.check.Problems;
import io.gristmill.config.SettingsReader;
import io.gristmill.llm.SamplingParams;
import io.gristmill.quality.BlocklistRule;
import io.gristmill.recipe.InstructionRuleSettings;
import io.gristmill.recipe.prompt.PromptFile;
import io.gristmill.recipe.prompt.PromptForm;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.recipe.prompt.PromptTemplate.Placeholders;
import io.gristmill.recipe.prompt.SamplingSettings;
import java.io.Serializable;
import java.util.List;

/**
 * Settings of the recipe (block {@code self-instruct} of reference.conf).
 *
 * @param language language of the new tasks
 * @param form how prompts are sent
 * @param numFewShot number of tasks shown in a prompt, at least 1
 * @param numGeneratedFewShot how many of these are accepted tasks, if available
 * @param numNewTasks number of new tasks that a prompt asks for, at least 1
 * @param classificationOnly whether only classification tasks are shown and requested
 * @param maxInstances maximum number of instances per task, at least 1
 */
public record SelfInstructConfig(
    String language,
    PromptForm form,
    int numFewShot,
    int numGeneratedFewShot,
    int numNewTasks,
    boolean classificationOnly,
    int maxInstances,
    InstructionParser parser,
    Prompts prompts,
    StepSampling sampling)
    implements Serializable {

  private static final Placeholders LIST =
      new Placeholders(List.of("tasks"), List.of("language", "count"));
  private static final Placeholders QUESTION = new Placeholders(List.of("instruction"), List.of());
  private static final Placeholders INSTANCES =
      new Placeholders(List.of("instruction"), List.of("language", "count"));

  private static final PromptFile SYSTEM =
      new PromptFile("chat-system", "chat-system.txt", new Placeholders(List.of(), List.of()));
  private static final PromptFile PROPOSE =
      new PromptFile("propose", "self-instruct-propose.txt", LIST);
  private static final PromptFile PROPOSE_CLASSIFICATION =
      new PromptFile("propose-classification", "self-instruct-propose-classification.txt", LIST);
  private static final PromptFile CLASSIFY =
      new PromptFile("classify", "self-instruct-classify.txt", QUESTION);
  private static final PromptFile OUTPUT_FIRST =
      new PromptFile("output-first", "self-instruct-output-first.txt", INSTANCES);
  private static final PromptFile INPUT_FIRST =
      new PromptFile("input-first", "self-instruct-input-first.txt", INSTANCES);

  /** Prompts of the recipe, listed in the help. */
  public static final List<PromptFile> PROMPTS =
      List.of(SYSTEM, PROPOSE, PROPOSE_CLASSIFICATION, CLASSIFY, OUTPUT_FIRST, INPUT_FIRST);

  /** Prompt templates of the steps; {@code propose} depends on classification-only. */
  public record Prompts(
      PromptTemplate system,
      PromptTemplate propose,
      PromptTemplate classify,
      PromptTemplate outputFirst,
      PromptTemplate inputFirst)
      implements Serializable {}

  /** Sampling parameters of the steps. */
  public record StepSampling(
      SamplingParams propose,
      SamplingParams classify,
      SamplingParams outputFirst,
      SamplingParams inputFirst)
      implements Serializable {}

  /**
   * Reads the settings.
   *
   * @param block the block {@code self-instruct}
   */
  public static SelfInstructConfig read(SettingsReader block, Problems problems) {
    String language = block.text("language");
    PromptForm form = block.choice("prompt-form", PromptForm.class);
    int numFewShot = block.integer("num-few-shot", 1, 1000);
    int numGenerated = block.integer("num-generated-few-shot", 0, 1000);
    if (numGenerated > numFewShot) {
      block.problem(
          "num-generated-few-shot",
          "at most " + block.full("num-few-shot") + " (" + numFewShot + ")");
    }
    boolean classification = block.flag("classification-only");
    int instances = block.integer("max-instances", 1, 1000);
    int numNewTasks = block.integer("num-new-tasks", 1, 1000);
    return new SelfInstructConfig(
        language,
        form,
        numFewShot,
        numGenerated,
        numNewTasks,
        classification,
        instances,
        parser(block, language),
        prompts(block.below("prompts"), classification, problems),
        stepSampling(block, form, numFewShot + numNewTasks, instances));
  }

  private static InstructionParser parser(SettingsReader block, String language) {
    return new InstructionParser(
        InstructionRuleSettings.read(block, language, BlocklistRule.SELF_INSTRUCT),
        block.choice("on-truncated", InstructionParser.OnTruncated.class),
        block.flag("capitalize"));
  }

  private static Prompts prompts(SettingsReader block, boolean classification, Problems problems) {
    PromptTemplate propose = PROPOSE.read(block, problems);
    PromptTemplate proposeClassification = PROPOSE_CLASSIFICATION.read(block, problems);
    return new Prompts(
        SYSTEM.read(block, problems),
        classification ? proposeClassification : propose,
        CLASSIFY.read(block, problems),
        OUTPUT_FIRST.read(block, problems),
        INPUT_FIRST.read(block, problems));
  }

  private static StepSampling stepSampling(
      SettingsReader block, PromptForm form, int lastTask, int maxInstances) {
    List<String> afterInstances = List.of("Example " + (maxInstances + 1), "Task:");
    return new StepSampling(
        SamplingSettings.read(block.below("propose"), afterList(form, lastTask + 1)),
        SamplingSettings.read(block.below("classify"), List.of("\n", "Task")),
        SamplingSettings.read(block.below("output-first"), afterInstances),
        SamplingSettings.read(block.below("input-first"), afterInstances));
  }

  /**
   * Stop strings after the list. Chat models put empty lines between items and numbers into prose,
   * so for them only the number at the start of a line ends the answer.
   */
  private static List<String> afterList(PromptForm form, int number) {
    return form == PromptForm.CHAT
        ? List.of("\n" + number + ".")
        : List.of("\n\n", "\n" + number, number + ".", number + " .");
  }
}
