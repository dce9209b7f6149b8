package io.gristmill.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.quality.BlocklistRule;
import io.gristmill.recipe.Exchange.Ask;
import io.gristmill.recipe.Exchange.Done;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.text.WholeWords;
import java.util.List;
import java.util.function.Function;

/** Builders shared by the tests of recipes. */
public final class RecipeTesting {

  /** The rules of the released code of Self-Instruct. */
  public static final InstructionRules SELF_INSTRUCT_RULES = rules(BlocklistRule.SELF_INSTRUCT);

  /** The rules of the released code of Stanford Alpaca. */
  public static final InstructionRules ALPACA_RULES = rules(BlocklistRule.ALPACA);

  private RecipeTesting() {}

  private static InstructionRules rules(List<String> blocklist) {
    return new InstructionRules(4, 150, false, WholeWords.of(blocklist), false);
  }

  /** The defaults, overridden by the given settings. */
  public static Settings settings(String... assignments) {
    Problems problems = new Problems();
    Settings settings = Settings.load(null, List.of(assignments), problems);
    problems.throwIfAny();
    return settings;
  }

  /** A template that may have any of the given placeholders. */
  public static PromptTemplate template(String text, String... placeholders) {
    Problems problems = new Problems();
    PromptTemplate template =
        PromptTemplate.parse(
            "test.txt",
            text,
            new PromptTemplate.Placeholders(List.of(), List.of(placeholders)),
            problems);
    problems.throwIfAny();
    return template;
  }

  public static Answer answer(String text, Answer.Finish finish) {
    return new Answer(text, finish, 1, 1, "scripted");
  }

  /** Runs an exchange to its end. */
  public static Done run(Exchange exchange, Function<Request, RequestOutcome> model) {
    Exchange at = exchange;
    while (at instanceof Ask ask) {
      at = ask.next().apply(ask.requests().stream().map(model).toList());
    }
    assertThat(at).isInstanceOf(Done.class);
    return (Done) at;
  }

  /** Runs an exchange whose requests are all answered in full. */
  public static Done answered(Exchange exchange, Function<Request, String> model) {
    return run(exchange, request -> answer(model.apply(request), Answer.Finish.STOP));
  }

  /** The one request of an exchange. */
  public static Request request(Exchange exchange) {
    assertThat(exchange).isInstanceOf(Ask.class);
    List<Request> requests = ((Ask) exchange).requests();
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  /** The text that a request asks to continue, without a system prompt. */
  public static String text(Request request) {
    if (request.prompt() instanceof Prompt.Chat chat) {
      return chat.messages().get(chat.messages().size() - 1).content();
    }
    return ((Prompt.Text) request.prompt()).text();
  }
}
