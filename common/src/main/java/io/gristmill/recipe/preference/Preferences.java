package io.gristmill.recipe.preference;

import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.random.RandomStream;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.RowRecipe;
import io.gristmill.recipe.Rows;
import io.gristmill.recipe.WholeAnswer;
import io.gristmill.recipe.preference.PreferencesConfig.Method;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.record.Example;
import io.gristmill.text.PythonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Generates a chosen and a rejected answer per record; equal answers are no preference. *
 *
 * @param seed random seed for drawing tones
 * @param model model name
 */
public record Preferences(PreferencesConfig config, long seed, String model) implements RowRecipe {

  /** Name in the settings. */
  public static final String NAME = "preferences";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Exchange of(Example example) {
    Optional<Rejection> fault = Rows.findFault(example, config.method() == Method.TONE);
    if (fault.isPresent()) {
      return Exchange.Done.rejected(fault.get());
    }
    return switch (config.method()) {
      case TONE -> byTone(example);
      case JUDGE -> new BestOfN(config, model, example).ask();
      case MODELS -> byModels(example);
    };
  }

  private Exchange byTone(Example example) {
    boolean polite = RandomStream.of(seed, NAME, example.id()).nextBoolean();
    PromptTemplate prompt = polite ? config.prompts().polite() : config.prompts().impolite();
    Request request =
        new Request(
            model, Prompt.user(prompt.render(Rows.values(example))), config.sampling().tone(), 0);
    Map<String, String> metadata = Map.of(MetadataKeys.OPERATION, polite ? "polite" : "impolite");
    return WholeAnswer.ask(
        request,
        rewritten ->
            polite
                ? preference(example, rewritten, example.output(), metadata)
                : preference(example, example.output(), rewritten, metadata));
  }

  private Exchange byModels(Example example) {
    String other = config.models().rejected();
    Prompt task = Prompt.user(Rows.taskText(example));
    List<Request> both =
        List.of(
            new Request(model, task, config.sampling().answer(), 0),
            new Request(other, task, config.sampling().answer(), 0));
    Map<String, String> metadata =
        Map.of(
            MetadataKeys.OPERATION,
            "two-models",
            MetadataKeys.CHOSEN_MODEL,
            model,
            MetadataKeys.REJECTED_MODEL,
            other);
    return new Exchange.Ask(
        both,
        replies ->
            WholeAnswer.of(replies.get(0))
                .then(
                    chosen ->
                        WholeAnswer.of(replies.get(1))
                            .then(
                                rejected -> preference(example, chosen, rejected, metadata),
                                Exchange.Done::rejected),
                    Exchange.Done::rejected));
  }

  /** Ends with the record and both answers, or a rejection if they differ in white space only. */
  static Exchange preference(
      Example example, String chosen, String rejected, Map<String, String> metadata) {
    if (PythonText.collapse(chosen).equals(PythonText.collapse(rejected))) {
      return Exchange.Done.rejected(
          new Rejection("equal-answers", "the answers are equal", chosen));
    }
    Map<String, String> more = new TreeMap<>(metadata);
    more.put(MetadataKeys.REJECTED, rejected);
    return Exchange.Done.of(
        Rows.revise(example, example.instruction(), example.input(), chosen, more));
  }
}
