package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.check.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gristmill plan} answered by the rehearsal model, without network access. */
class PlanCommandTest {

  /** A server that does not exist. */
  private static final List<String> SERVER =
      List.of("llm.provider=openai-chat", "llm.base-url=\"http://127.0.0.1:9\"", "llm.model=dear");

  private static final List<String> PRICE =
      List.of("llm.prices.dear.input-per-million=1", "llm.prices.dear.output-per-million=10");

  @TempDir Path folder;

  private static CliRun plan(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "plan";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return CliRun.withoutSpark(all);
  }

  private static CliRun planWith(List<List<String>> settings, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    settings.forEach(list -> list.forEach(s -> arguments.addAll(List.of("--set", s))));
    return plan(arguments.toArray(String[]::new));
  }

  /** The text after a label. */
  private static String line(CliRun run, String label) {
    return run.succeeded()
        .out()
        .lines()
        .filter(line -> line.startsWith(label + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError(label + " is not in " + run.out()))
        .substring(label.length())
        .strip();
  }

  private static double number(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern + " in " + text).isTrue();
    return Double.parseDouble(found.group(1).replace(",", ""));
  }

  @Test
  void defaultPlanForecastsTheRehearsalAtNoCost() {
    CliRun run = plan();
    assertThat(line(run, "sample")).startsWith("8 prompts answered by the rehearsal model: ");
    assertThat(line(run, "target")).isEqualTo("500 accepted tasks");
    assertThat(line(run, "cost")).isEqualTo("none: the rehearsal model is free");
    assertThat(line(run, "records")).isEqualTo("500");
    assertThat(line(run, "time")).endsWith("at 64 concurrent requests");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void promptCountFollowsFromTheAcceptanceRate() {
    CliRun run = plan("--num-rows", "10000", "--sample", "16");
    double accepted = number(line(run, "sample"), "([\\d,]+) of them accepted");
    double prompts = number(line(run, "prompts"), "^([\\d,]+)");
    assertThat(prompts).isCloseTo(10_000 / (accepted / 16), within(1.0));
    assertThat(prompts)
        .isBetween(
            number(line(run, "prompts"), "\\(([\\d,]+) to"),
            number(line(run, "prompts"), "to ([\\d,]+)\\)"));
    assertThat(number(line(run, "requests"), "([\\d,]+)")).isEqualTo(prompts);
  }

  @Test
  void repeatedPlanGivesTheSameForecast() {
    List<String> first = untimed(plan("--recipe", "self-instruct"));
    assertThat(untimed(plan("--recipe", "self-instruct"))).isEqualTo(first).hasSizeGreaterThan(6);
  }

  private static List<String> untimed(CliRun run) {
    return run.succeeded().out().lines().filter(line -> !line.startsWith("time")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpaca", "self-instruct", "simple", "magpie"})
  void everyPoolRecipeIsForecast(String recipe) {
    CliRun run = plan("--recipe", recipe, "--num-rows", "40");
    assertThat(number(line(run, "requests"), "([\\d,]+)")).isPositive();
    assertThat(number(line(run, "tokens"), "([\\d,]+) input")).isPositive();
    assertThat(line(run, "target")).isEqualTo("40 accepted tasks");
  }

  @Test
  void costIsTokensTimesPrice() {
    CliRun run = planWith(List.of(SERVER, PRICE), "--num-rows", "5000");
    double prompt = number(line(run, "tokens"), "([\\d,]+) input");
    double answers = number(line(run, "tokens"), "([\\d,]+) output");
    assertThat(number(line(run, "cost"), "^\\$([\\d,.]+)$"))
        .isCloseTo((prompt + 10 * answers) / 1e6, within(0.02));
  }

  @Test
  void tooSmallBudgetIsReported() {
    assertThat(
            line(planWith(List.of(SERVER, PRICE, List.of("llm.budget.max-cost-usd=0.01"))), "cost"))
        .endsWith("more than llm.budget.max-cost-usd ($0.01): generate would stop there");
    assertThat(
            line(planWith(List.of(SERVER, PRICE, List.of("llm.budget.max-cost-usd=99"))), "cost"))
        .matches("\\$\\d+\\.\\d\\d");
  }

  @Test
  void modelWithoutAPriceHasAnUnknownCost() {
    assertThat(line(planWith(List.of(SERVER)), "cost"))
        .isEqualTo("unknown: llm.prices has no price for dear");
  }

  @Test
  void timeFollowsFromLatencyAndConcurrency() {
    CliRun run =
        planWith(
            List.of(SERVER, List.of("llm.max-concurrency=2")),
            "--seconds",
            "30",
            "--num-rows",
            "5000");
    double requests = number(line(run, "requests"), "([\\d,]+)");
    String time = line(run, "time");
    assertThat(time).endsWith("at 2 concurrent requests of 30 s each (--seconds)");
    assertThat(number(time, "^([\\d.]+) (?:min|h)") * (time.contains(" h,") ? 60 : 1))
        .isCloseTo(requests * 30 / 2 / 60, within(4.0));
  }

  @Test
  void quotaLimitsTheTime() {
    CliRun run =
        planWith(List.of(List.of("llm.budget.requests-per-minute=1")), "--num-rows", "600");
    double requests = number(line(run, "requests"), "([\\d,]+)");
    assertThat(number(line(run, "time"), "^([\\d.]+) min")).isCloseTo(requests, within(1.5));
  }

  @Test
  void noForecastWithoutAcceptedTasks() {
    CliRun run = plan("--set", "rehearsal.content.wrong-format=1");
    assertThat(line(run, "sample")).contains("0 tasks, 0 of them accepted");
    assertThat(line(run, "forecast"))
        .isEqualTo("none: no task was accepted, so generate.num-rows cannot be reached");
    assertThat(run.out()).doesNotContain("Infinity", "NaN", "cost", "requests ");
  }

  @Test
  void recipesOverRowsAreRefused() {
    assertThat(plan("--recipe", "rewrite").refusedWith(ExitCode.CONFIGURATION).err())
        .contains("plan cannot forecast recipes that transform rows");
  }

  @Test
  void wrongSettingsAndOptionsAreReported() {
    assertThat(plan("--recipe", "alpacca").refusedWith(ExitCode.CONFIGURATION).err())
        .contains("generate.recipe must be one of self-instruct, alpaca");
    assertThat(
            plan("--num-rows", "0", "--set", "alpaca.num-few-shot=0")
                .refusedWith(ExitCode.CONFIGURATION)
                .err())
        .contains("generate.num-rows", "alpaca.num-few-shot");
    assertThat(plan("--sample", "0").refusedWith(ExitCode.USAGE).err())
        .contains("--sample must be at least 1");
    assertThat(plan("--seconds", "0").refusedWith(ExitCode.USAGE).err()).contains("--seconds");
    String missing = folder.resolve("seeds.jsonl").toString();
    assertThat(plan("--seed-tasks", missing).refusedWith(ExitCode.INPUT).err())
        .contains(missing, "generate.seed-tasks");
  }
}
