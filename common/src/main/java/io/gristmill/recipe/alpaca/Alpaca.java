package io.gristmill.recipe.alpaca;

import static io.gristmill.recipe.PythonPatterns.SPACE;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.FewShotSelection;
import io.gristmill.recipe.PoolRecipe;
import io.gristmill.recipe.Proposals;
import io.gristmill.recipe.SeedTask;
import io.gristmill.recipe.prompt.PromptForm;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stanford Alpaca's simplified Self-Instruct: a prompt shows a few seed tasks (never accepted ones)
 * and asks for complete tasks with input and output.
 *
 * @param seed random seed
 * @param model model name
 * @param seeds seed tasks, at least one
 */
public record Alpaca(AlpacaConfig config, long seed, String model, List<SeedTask> seeds)
    implements PoolRecipe {

  /** Name in the settings. */
  public static final String NAME = "alpaca";

  public Alpaca {
    seeds = List.copyOf(seeds);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public FewShotSelection selectFewShot(int round, int prompt, int poolSize) {
    return FewShotSelection.of(
        FewShotSelection.key(seed, NAME, round, prompt),
        new FewShotSelection.SampleSize(0, poolSize),
        new FewShotSelection.SampleSize(config.numFewShot(), seeds.size()));
  }

  @Override
  public Exchange propose(FewShotSelection draw, List<PoolTask> pool) {
    Proposals.FewShotTasks shown = Proposals.resolve(draw, seeds, pool);
    List<SeedTask> tasks = draw.picks().stream().map(pick -> seeds.get(pick.index())).toList();
    String prompt =
        config
            .propose()
            .render(
                Map.of(
                    "tasks", TaskBlocks.of(tasks, config.noInput()),
                    "count", String.valueOf(config.numFewShot() + config.numNewTasks()),
                    "language", config.language(),
                    "no-input", config.noInput()));
    String system = config.system().render(Map.of());
    return Exchange.Ask.oneOrFail(
        new Request(model, config.form().of(system, prompt), config.sampling(), draw.round()),
        answer -> toProposals(answer, shown, Proposals.metadata(draw, prompt, answer)));
  }

  /** Returns the candidate itself, which already has its output. */
  @Override
  public Exchange complete(Candidate accepted) {
    Candidate record =
        new Candidate(
            accepted.instruction(),
            accepted.input(),
            accepted.output(),
            accepted.parents(),
            Proposals.lineage(accepted.metadata()));
    return new Exchange.Done(List.of(record), List.of());
  }

  private Exchange toProposals(
      Answer answer, Proposals.FewShotTasks shown, Map<String, String> metadata) {
    int count = shown.ids().size();
    AlpacaParser.Parsed parsed =
        config
            .parser()
            .parse(
                count,
                continuation(answer.text(), count + 1),
                answer.finish() == Answer.Finish.LENGTH);
    List<Candidate> candidates =
        parsed.tasks().stream()
            .map(
                task ->
                    new Candidate(
                        task.instruction(),
                        task.instance().input(),
                        task.instance().output(),
                        shown.ids(),
                        metadata))
            .toList();
    return new Exchange.Done(candidates, parsed.rejections());
  }

  /**
   * Returns the text after the words that end the prompt: chat models often greet first and repeat
   * those words.
   */
  private String continuation(String text, int number) {
    if (config.form() == PromptForm.TEXT) {
      return text;
    }
    Matcher repeatedNumber =
        Pattern.compile(
                "(?:\\A|\\n)%s*+(?:###%1$s*+)?%d\\.%1$s*+Instruction:".formatted(SPACE, number))
            .matcher(text);
    return repeatedNumber.find() ? text.substring(repeatedNumber.end()) : text;
  }
}
