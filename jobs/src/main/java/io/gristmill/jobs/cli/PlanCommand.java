package io.gristmill.jobs.cli;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.jobs.assembly.RecipeSetup;
import io.gristmill.jobs.generate.Forecast;
import io.gristmill.jobs.generate.ForecastSample;
import io.gristmill.jobs.llm.ModelClient;
import io.gristmill.jobs.llm.ModelSetup;
import io.gristmill.jobs.llm.StoppedException;
import io.gristmill.jobs.novelty.RoundNovelty;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.budget.BudgetConfig;
import io.gristmill.llm.budget.Dollars;
import io.gristmill.recipe.PoolRecipe;
import io.gristmill.rehearsal.RehearsalModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forecasts requests, tokens, cost and time of {@code generate} before any money is spent. */
@Command(sortOptions = false)
final class PlanCommand extends SettingsCommand {

  static final String NAME = "plan";

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "8",
      description = "Number of prompts in the sample (default 8).")
  private int sample;

  @Option(
      names = "--ask",
      paramLabel = "DIR",
      description = "Call the model and store its responses in this run directory.")
  private @Nullable String ask;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "5",
      description =
          "Assumed seconds per response of a model server that is not called (default 5).")
  private double seconds;

  @Override
  String block() {
    return JobPage.GENERATE;
  }

  @Override
  int run(Settings settings, Problems problems) throws Exception {
    if (sample < 1 || !(seconds > 0)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--sample must be at least 1 and --seconds must be greater than 0");
    }
    RecipeSetup setup = RecipeSetup.read(settings, problems).orElse(null);
    RoundNovelty novelty = RoundNovelty.read(settings, problems);
    problems.throwIfAny();
    if (setup == null || setup.needsRows()) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "generate.recipe must be a recipe that generates tasks (self-instruct, alpaca, simple,"
              + " magpie); plan cannot forecast recipes that transform rows");
    }
    print(String.join("\n", lines(setup, takeSample(setup, novelty))));
    return ExitCode.DONE.code();
  }

  private ForecastSample takeSample(RecipeSetup setup, RoundNovelty novelty)
      throws InterruptedException {
    PoolRecipe recipe = (PoolRecipe) setup.recipe(setup.seeds());
    ModelSetup model = setup.model();
    ForecastSample.Novelty noveltyRule =
        new ForecastSample.Novelty(novelty.threshold(), novelty.config().wordSplitting());
    try {
      if (ask == null) {
        return ForecastSample.take(
            recipe, rehearsalClient(model), model.price(), noveltyRule, sample);
      }
      try (PlanResponses directory = PlanResponses.open(ask, model)) {
        try {
          return ForecastSample.take(
              recipe, directory.modelClient(), model.price(), noveltyRule, sample);
        } catch (StoppedException e) {
          directory.throwIfStopped();
          throw e;
        }
      }
    } catch (StoppedException e) {
      throw new UserException(ExitCode.TRY_AGAIN, String.valueOf(e.getMessage()), e);
    }
  }

  /** A client of the rehearsal model without a cache, because its responses are free. */
  private static ModelClient rehearsalClient(ModelSetup model) {
    RehearsalModel rehearsal = new RehearsalModel(model.rehearsal());
    return request -> {
      Request whole =
          new Request(
              request.model(),
              request.prompt(),
              request.sampling().orElse(model.model().sampling()),
              request.sample());
      return outcome(rehearsal, whole);
    };
  }

  private static RequestOutcome outcome(RehearsalModel rehearsal, Request request)
      throws InterruptedException {
    while (true) {
      try {
        return rehearsal.answer(request);
      } catch (ModelException e) {
        if (e.kind().isAboutTheRequest()) {
          return new RequestOutcome.Failed(e.kind(), String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private List<String> lines(RecipeSetup setup, ForecastSample sampled) {
    ModelSetup model = setup.model();
    BudgetConfig budget = model.budget();
    boolean paced = ask == null && model.model().provider().isServer();
    Forecast forecast =
        Forecast.of(
            sampled,
            setup.config().numRows(),
            new Forecast.Pace(
                budget.maxConcurrency(),
                limit(budget.requestsPerMinute()),
                limit(budget.tokensPerMinute()),
                paced ? seconds : Double.NaN));
    int candidates =
        sampled.prompts().stream().mapToInt(ForecastSample.PromptResult::candidates).sum();
    int accepted = sampled.prompts().stream().mapToInt(ForecastSample.PromptResult::accepted).sum();
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "sample     %,d prompts answered by %s: %,d tasks, %,d of them accepted",
            sampled.prompts().size(),
            ask == null ? "the rehearsal model" : model.model().model(),
            candidates,
            accepted));
    if (accepted == 0) {
      lines.add("forecast   none: no task was accepted, so generate.num-rows cannot be reached");
      return lines;
    }
    lines.add(text("target     %,d accepted tasks", setup.config().numRows()));
    lines.add(
        text(
            "prompts    %,.0f (%,.0f to %s)",
            Math.ceil(forecast.prompts()),
            Math.ceil(forecast.minPrompts()),
            Double.isInfinite(forecast.maxPrompts())
                ? "?"
                : text("%,.0f", Math.ceil(forecast.maxPrompts()))));
    lines.add(text("requests   %,.0f", Math.ceil(forecast.requests())));
    lines.add(
        text(
            "tokens     %,.0f input, %,.0f output",
            forecast.promptTokens(), forecast.completionTokens()));
    lines.add("cost       " + cost(model, forecast));
    lines.add(
        text(
            "time       %s at %d concurrent requests%s",
            duration(forecast.seconds()),
            budget.maxConcurrency(),
            paced ? text(" of %s s each (--seconds)", trimmed(seconds)) : ""));
    lines.add(text("records    %,.0f", forecast.records()));
    lines.add("Later rounds accept fewer tasks than the first, so expect more rather than less.");
    return lines;
  }

  private static String cost(ModelSetup model, Forecast forecast) {
    String cost = text("$%,.2f", forecast.nanoDollars() / 1e9);
    if (model.price().promptPicos() == 0 && model.price().completionPicos() == 0) {
      return model.model().provider().isServer()
          ? "unknown: llm.prices has no price for " + model.model().model()
          : "none: the rehearsal model is free";
    }
    long cap = model.budget().cap().orElse(Long.MAX_VALUE);
    return forecast.nanoDollars() > cap
        ? cost
            + ", more than llm.budget.max-cost-usd ("
            + Dollars.show(cap)
            + "): generate would stop there"
        : cost;
  }

  private static double limit(long perMinute) {
    return perMinute == BudgetConfig.NONE ? Double.POSITIVE_INFINITY : perMinute;
  }

  private static String duration(double seconds) {
    if (seconds < 60) {
      return text("%.0f s", Math.max(1, seconds));
    }
    return seconds < 5400 ? text("%.0f min", seconds / 60) : text("%.1f h", seconds / 3600);
  }

  private static String trimmed(double number) {
    return new java.math.BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
