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
 * Instructions from nothing: the model goes on after the beginning of a user's turn. {@link
 * #propose} makes one instruction, {@link #complete} asks it.
 */
public final class Magpie implements PoolRecipe {

  private static final long serialVersionUID = 1L;

  /** The name in settings. */
  public static final String NAME = "magpie";

  /** Prompts that a round may have, so that every prompt of a job is another sample. */
  static final int PROMPTS = 1 << 20;

  private final MagpieConfig config;
  private final String model;

  /**
   * @param model that is asked; an aligned one of the family
   */
  public Magpie(MagpieConfig config, String model) {
    this.config = config;
    this.model = model;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** None. */
  @Override
  public List<SeedTask> seeds() {
    return List.of();
  }

  /** A draw of nothing. */
  @Override
  public FewShotSelection selectFewShot(int round, int prompt, int poolSize) {
    return new FewShotSelection(round, prompt, List.of());
  }

  @Override
  public Exchange propose(FewShotSelection draw, List<PoolTask> pool) {
    return Exchange.Ask.oneOrFail(
        new Request(model, preQueryPrompt(), config.propose(), sample(draw)),
        answer -> proposed(draw, answer));
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

  /** All prompts of a job are equal, so each is a sample of its own. */
  private static int sample(FewShotSelection draw) {
    Require.that(
        draw.prompt() < PROMPTS && draw.round() < Integer.MAX_VALUE / PROMPTS,
        "magpie has at most %d prompts a round and %d rounds, was prompt %s",
        PROMPTS,
        Integer.MAX_VALUE / PROMPTS,
        draw.label());
    return draw.round() * PROMPTS + draw.prompt();
  }

  private Prompt preQueryPrompt() {
    String text = config.template().preQuery(config.system().render(Map.of()));
    // A chat server trims a message or puts a line end of its own; the reference leaves them out.
    return config.mode() == Mode.RAW
        ? Prompt.text(text)
        : new Prompt.Chat(List.of(Message.assistant(PythonText.strip(text))));
  }

  private Exchange proposed(FewShotSelection draw, Answer answer) {
    String text =
        config.mode() == Mode.CHAT || config.oneLine()
            ? FirstLine.of(answer.text()).orElse("")
            : PythonText.strip(answer.text());
    if (answer.finish() == Answer.Finish.LENGTH) {
      return refused("truncated", "the answer ended at its limit of tokens", answer.text());
    }
    Map<String, String> metadata = Proposals.metadata(draw, config.template().preQuery(""), answer);
    if (config.sanitize() == Sanitize.OFF) {
      return judged(text, metadata, answer);
    }
    Sanitizer sanitizer =
        config.sanitize() == Sanitize.LLAMA_3 ? Sanitizer.LLAMA_3 : Sanitizer.GEMMA_2;
    Sanitizer.Sanitized sanitized = sanitizer.sanitize(text);
    return judged(
        sanitized.instruction(),
        Proposals.with(metadata, MetadataKeys.SANITIZED, sanitized.kind()),
        answer);
  }

  private static Exchange judged(String instruction, Map<String, String> metadata, Answer answer) {
    if (instruction.isEmpty()) {
      return refused("empty", "no instruction", answer.text());
    }
    return instruction.endsWith(":")
        ? refused("ends-with-colon", "what it announces is missing", answer.text())
        : Exchange.Done.of(new Candidate(instruction, "", "", List.of(), metadata));
  }

  private static Exchange refused(String rule, String detail, String text) {
    return Exchange.Done.refused(new Rejection(rule, detail, text));
  }
}
