package io.gristmill.recipe.simple;

import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.FewShotSelection;
import io.gristmill.recipe.FirstLine;
import io.gristmill.recipe.PoolRecipe;
import io.gristmill.recipe.Proposals;
import io.gristmill.recipe.PythonPatterns;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.SeedTask;
import io.gristmill.recipe.TaskText;
import io.gristmill.recipe.WholeAnswer;
import io.gristmill.text.PythonText;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Generates an instruction, then an instance. {@link #propose} requests one instruction, showing
 * seed and accepted tasks alike; {@link #complete} requests an input and its output.
 *
 * @param seed random seed for selecting the shown tasks
 * @param model model name
 * @param seeds seed tasks, at least one
 */
public record Simple(SimpleConfig config, long seed, String model, List<SeedTask> seeds)
    implements PoolRecipe {

  /** Name in the settings. */
  public static final String NAME = "simple";

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?:\\*\\*)?Task(?: %s++)?(?:\\*\\*)?:(?:\\*\\*)?%s*+"
              .formatted(PythonPatterns.DIGIT, PythonPatterns.SPACE));

  public Simple {
    seeds = List.copyOf(seeds);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Novelty novelty() {
    return new Novelty.WordJaccard(config.similarityThreshold());
  }

  /** Samples from seed and accepted tasks together. */
  @Override
  public FewShotSelection selectFewShot(int round, int prompt, int poolSize) {
    FewShotSelection.Key key = FewShotSelection.key(seed, NAME, round, prompt);
    FewShotSelection.SampleSize all =
        new FewShotSelection.SampleSize(config.numFewShot(), seeds.size() + poolSize);
    List<FewShotSelection.Pick> picks =
        FewShotSelection.sample(key.random(), all).stream()
            .map(
                index ->
                    index < seeds.size()
                        ? new FewShotSelection.Pick(false, index)
                        : new FewShotSelection.Pick(true, index - seeds.size()))
            .toList();
    return new FewShotSelection(round, prompt, picks);
  }

  @Override
  public Exchange propose(FewShotSelection draw, List<PoolTask> pool) {
    Proposals.FewShotTasks shown = Proposals.resolve(draw, seeds, pool);
    String prompt =
        config
            .prompts()
            .propose()
            .render(Map.of("tasks", list(shown.instructions()), "language", config.language()));
    Request request =
        new Request(model, Prompt.user(prompt), config.sampling().propose(), draw.round());
    return Exchange.Ask.oneOrFail(
        request,
        answer ->
            WholeAnswer.of(answer)
                .then(
                    text -> toProposal(text, shown.ids(), Proposals.metadata(draw, prompt, answer)),
                    Exchange.Done::rejected));
  }

  @Override
  public Exchange complete(Candidate accepted) {
    String prompt =
        config
            .prompts()
            .instance()
            .render(
                Map.of(
                    "instruction", accepted.instruction(),
                    "language", config.language(),
                    "no-input", config.noInput()));
    return WholeAnswer.ask(
        new Request(model, Prompt.user(prompt), config.sampling().instance(), 0),
        text -> toInstance(accepted, text));
  }

  /** One line per task, numbered from 1, followed by the next number. */
  static String list(List<String> instructions) {
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < instructions.size(); i++) {
      list.append("Task %d: %s\n".formatted(i + 1, TaskText.oneLine(instructions.get(i))));
    }
    return list.append("Task %d:".formatted(instructions.size() + 1)).toString();
  }

  private Exchange toProposal(String text, List<String> parents, Map<String, String> metadata) {
    String line = FirstLine.of(text).orElse("");
    Matcher number = NUMBER.matcher(line);
    String instruction = PythonText.strip(number.lookingAt() ? line.substring(number.end()) : line);
    int length = PythonText.length(instruction);
    return length < config.minInstructionChars()
        ? rejectTooShort("instruction", length, config.minInstructionChars(), text)
        : Exchange.Done.of(new Candidate(instruction, "", "", parents, metadata));
  }

  private Exchange toInstance(Candidate accepted, String text) {
    MultiLineFields read = MultiLineFields.read(text);
    OneLineFields lines = OneLineFields.read(text);
    String input = config.oneLine() ? lines.input() : read.input();
    String output = config.oneLine() ? lines.output() : read.output();
    int length = PythonText.length(output);
    return length < config.minOutputChars()
        ? rejectTooShort("output", length, config.minOutputChars(), text)
        : Exchange.Done.of(
            new Candidate(
                accepted.instruction(),
                input.equals(config.noInput()) ? "" : input,
                output,
                accepted.parents(),
                Proposals.lineage(accepted.metadata())));
  }

  private static Exchange rejectTooShort(String what, int length, int min, String text) {
    String detail = "the %s has %d characters, fewer than %d".formatted(what, length, min);
    return Exchange.Done.rejected(new Rejection(what + "-too-short", detail, text));
  }
}
