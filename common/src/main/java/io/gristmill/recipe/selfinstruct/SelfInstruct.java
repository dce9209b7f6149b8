package io.gristmill.recipe.selfinstruct;

import io.gristmill.llm.Answer;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.FewShotSelection;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.PoolRecipe;
import io.gristmill.recipe.Proposals;
import io.gristmill.recipe.PythonPatterns;
import io.gristmill.recipe.SeedTask;
import io.gristmill.recipe.prompt.PromptForm;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Self-Instruct with all four steps. {@link #propose} is step 1: the model continues a numbered
 * list of instructions. {@link #complete} runs steps 2 to 4 for an accepted instruction: classify
 * the task, generate instances, filter them.
 *
 * @param seed random seed
 * @param model model name
 * @param seeds seed tasks, at least one; with {@link SelfInstructConfig#classificationOnly} only
 *     the classification tasks among them are used
 */
public record SelfInstruct(SelfInstructConfig config, long seed, String model, List<SeedTask> seeds)
    implements PoolRecipe {

  /** Name in the settings. */
  public static final String NAME = "self-instruct";

  public SelfInstruct {
    boolean all = !config.classificationOnly();
    seeds = seeds.stream().filter(task -> all || task.classification()).toList();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public FewShotSelection selectFewShot(int round, int prompt, int poolSize) {
    int generated = Math.min(config.numGeneratedFewShot(), poolSize);
    return FewShotSelection.of(
        FewShotSelection.key(seed, NAME, round, prompt),
        new FewShotSelection.SampleSize(generated, poolSize),
        new FewShotSelection.SampleSize(config.numFewShot() - generated, seeds.size()));
  }

  @Override
  public Exchange propose(FewShotSelection draw, List<PoolTask> pool) {
    Proposals.FewShotTasks shown = Proposals.resolve(draw, seeds, pool);
    String prompt =
        config
            .prompts()
            .propose()
            .render(
                Map.of(
                    "tasks", InstructionList.of(shown.instructions()),
                    "count", String.valueOf(config.numNewTasks()),
                    "language", config.language()));
    return Exchange.Ask.oneOrFail(
        new SelfInstructRequests(config, model).proposal(prompt, draw.round()),
        answer -> toProposals(answer, shown, Proposals.metadata(draw, prompt, answer)));
  }

  @Override
  public Exchange complete(Candidate accepted) {
    return new Completion(config, seed, model, accepted).start();
  }

  private Exchange toProposals(
      Answer answer, Proposals.FewShotTasks shown, Map<String, String> metadata) {
    InstructionParser.Parsed parsed =
        config.parser().parse(continuation(answer.text(), shown), isTruncated(answer));
    List<Candidate> candidates =
        parsed.instructions().stream()
            .map(
                found ->
                    new Candidate(
                        found.text(),
                        "",
                        "",
                        shown.ids(),
                        Proposals.with(
                            metadata, MetadataKeys.ORIGINAL_INSTRUCTION, found.original())))
            .toList();
    return new Exchange.Done(candidates, parsed.rejections());
  }

  /**
   * Returns the text after the number that ends the prompt: chat models often greet first, repeat
   * that number or start at 1.
   */
  private String continuation(String text, Proposals.FewShotTasks shown) {
    if (config.form() == PromptForm.TEXT) {
      return text;
    }
    Matcher number =
        Pattern.compile(
                "(?:\\A|\\n)%s*+(?:%d|1)%1$s?\\."
                    .formatted(PythonPatterns.SPACE, shown.instructions().size() + 1))
            .matcher(text);
    return number.find() ? text.substring(number.end()) : text;
  }

  static boolean isTruncated(Answer answer) {
    return answer.finish() == Answer.Finish.LENGTH;
  }
}
