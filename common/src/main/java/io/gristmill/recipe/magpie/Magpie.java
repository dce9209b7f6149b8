package io.gristmill.recipe.magpie;

import io.gristmill.check.Require;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.FewShotSelection;
import io.gristmill.recipe.FirstLine;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.PoolRecipe;
import io.gristmill.recipe.Proposals;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.SeedTask;
import io.gristmill.recipe.WholeAnswer;
import io.gristmill.recipe.magpie.MagpieConfig.Mode;
import io.gristmill.recipe.magpie.MagpieConfig.Sanitize;
import io.gristmill.text.PythonText;
import java.util.List;
import java.util.Map;

/**
 * Magpie: generates instructions without seed tasks by letting the model complete an empty user
 * turn. {@link #propose} generates one instruction, {@link #complete} answers it.
 *
 * @param model name of an aligned model that fits the pre-query template
 */
public record Magpie(MagpieConfig config, String model) implements PoolRecipe {

  /** Name in the settings. */
  public static final String NAME = "magpie";

  /**
   * Maximum number of prompts per round, so that every prompt of a job has its own sample number.
   */
  static final int PROMPTS = 1 << 20;

  @Override
  public String name() {
    return NAME;
  }

  /** Returns no tasks. */
  @Override
  public List<SeedTask> seeds() {
    return List.of();
  }

  /** Selects no tasks. */
  @Override
  public FewShotSelection selectFewShot(int round, int prompt, int poolSize) {
    return new FewShotSelection(round, prompt, List.of());
  }

  @Override
  public Exchange propose(FewShotSelection draw, List<PoolTask> pool) {
    return Exchange.Ask.oneOrFail(
        new Request(model, preQueryPrompt(), config.propose(), sample(draw)),
        answer -> toProposal(draw, answer));
  }

  @Override
  public Exchange complete(Candidate accepted) {
    String instruction = accepted.instruction();
    Prompt prompt =
        config.mode() == Mode.RAW
            ? Prompt.text(config.template().fullPrompt(instruction))
            : Prompt.user(instruction);
    return WholeAnswer.ask(
        new Request(model, prompt, config.answer(), 0),
        answer ->
            Exchange.Done.of(
                new Candidate(
                    instruction,
                    "",
                    answer,
                    accepted.parents(),
                    Proposals.lineage(accepted.metadata()))));
  }

  /** Sample number of a prompt; all prompts of a job are equal, so the numbers distinguish them. */
  private static int sample(FewShotSelection draw) {
    Require.that(
        draw.prompt() < PROMPTS && draw.round() < Integer.MAX_VALUE / PROMPTS,
        "magpie supports at most %d prompts per round and %d rounds, was prompt %s",
        PROMPTS,
        Integer.MAX_VALUE / PROMPTS,
        draw.label());
    return draw.round() * PROMPTS + draw.prompt();
  }

  private Prompt preQueryPrompt() {
    String text = config.template().preQuery(config.system().render(Map.of()));
    // Chat servers trim messages or append a line break; LLMs-from-scratch strips the text, too.
    return config.mode() == Mode.RAW
        ? Prompt.text(text)
        : new Prompt.Chat(List.of(Message.assistant(PythonText.strip(text))));
  }

  private Exchange toProposal(FewShotSelection draw, Answer answer) {
    String text =
        config.mode() == Mode.CHAT || config.oneLine()
            ? FirstLine.of(answer.text()).orElse("")
            : PythonText.strip(answer.text());
    if (answer.finish() == Answer.Finish.LENGTH) {
      return reject("truncated", "the answer reached max-tokens", answer.text());
    }
    Map<String, String> metadata = Proposals.metadata(draw, config.template().preQuery(""), answer);
    if (config.sanitize() == Sanitize.OFF) {
      return judge(text, metadata, answer);
    }
    Sanitizer sanitizer =
        config.sanitize() == Sanitize.LLAMA_3 ? Sanitizer.LLAMA_3 : Sanitizer.GEMMA_2;
    Sanitizer.Sanitized sanitized = sanitizer.sanitize(text);
    return judge(
        sanitized.instruction(),
        Proposals.with(metadata, MetadataKeys.SANITIZED, sanitized.kind()),
        answer);
  }

  private static Exchange judge(String instruction, Map<String, String> metadata, Answer answer) {
    if (instruction.isEmpty()) {
      return reject("empty", "no instruction", answer.text());
    }
    return instruction.endsWith(":")
        ? reject("ends-with-colon", "the text announced by the colon is missing", answer.text())
        : Exchange.Done.of(new Candidate(instruction, "", "", List.of(), metadata));
  }

  private static Exchange reject(String rule, String detail, String text) {
    return Exchange.Done.rejected(new Rejection(rule, detail, text));
  }
}
