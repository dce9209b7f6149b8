package io.gristmill.recipe.rewrite;

import io.gristmill.config.SettingsReader;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.MetadataKeys;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.RowRecipe;
import io.gristmill.recipe.Rows;
import io.gristmill.recipe.WholeAnswer;
import io.gristmill.recipe.rewrite.RewriteConfig.TextField;
import io.gristmill.record.Example;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rewrites one field of a record by a prompt; the new text replaces the old one or is stored in
 * metadata.
 *
 * @param model model name
 */
public record Rewrite(RewriteConfig config, String model) implements RowRecipe {

  /** Name in the settings. */
  public static final String NAME = "rewrite";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Exchange of(Example example) {
    Optional<Rejection> fault = Rows.findFault(example, false);
    String text = config.field().of(example);
    if (fault.isEmpty() && text.isBlank()) {
      String name = SettingsReader.kebab(config.field());
      fault = Optional.of(new Rejection("no-" + name, "the " + name + " is blank", ""));
    }
    return fault.isPresent() ? Exchange.Done.rejected(fault.get()) : ask(example, text);
  }

  private Exchange ask(Example example, String text) {
    Map<String, String> values = Rows.values(example);
    values.put("text", text);
    Request request =
        new Request(model, Prompt.user(config.prompt().render(values)), config.sampling(), 0);
    return WholeAnswer.ask(request, rewritten -> finish(example, text, rewritten));
  }

  private Exchange finish(Example example, String text, String rewritten) {
    return !config.keepUnchanged() && rewritten.equals(text)
        ? Exchange.Done.rejected(
            new Rejection("unchanged", "the model returned the text unchanged", text))
        : Exchange.Done.of(candidate(example, rewritten));
  }

  private Candidate candidate(Example example, String rewritten) {
    Map<String, String> more = new TreeMap<>();
    more.put(MetadataKeys.OPERATION, SettingsReader.kebab(config.style()));
    boolean inPlace = config.outputColumn().isEmpty();
    if (!inPlace) {
      more.put(config.outputColumn(), rewritten);
    }
    return Rows.revise(
        example,
        inPlace && config.field() == TextField.INSTRUCTION ? rewritten : example.instruction(),
        inPlace && config.field() == TextField.INPUT ? rewritten : example.input(),
        inPlace && config.field() == TextField.OUTPUT ? rewritten : example.output(),
        more);
  }
}
