package io.gristmill.llm.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriceTest {

  private static PriceTable table(Problems problems, String prices) {
    return PriceTable.read(
        Settings.load(null, List.of("llm.prices=" + prices), problems), problems);
  }

  private static PriceTable table(String prices) {
    Problems problems = new Problems();
    PriceTable table = table(problems, prices);
    problems.throwIfAny();
    return table;
  }

  @Test
  void aPriceIsInDollarsPerMillionTokens() {
    Price price =
        table("{ \"m-4.1\" { input-per-million = 0.15, output-per-million = 0.6 } }")
            .price("m-4.1")
            .orElseThrow();
    assertThat(price).isEqualTo(new Price(150_000, 600_000));
    assertThat(price.cost(new Answer("", Answer.Finish.STOP, 1_000_000, 1_000_000, "m")))
        .isEqualTo(750_000_000);
    assertThat(price.nanos(1, 0)).isEqualTo(150);
  }

  @Test
  void thePriceFileIsReadableAndItsPatternsDoNotMatchOtherModels() {
    Problems problems = new Problems();
    Path file = Path.of(System.getProperty("gristmill.root", ".."), "conf", "prices.conf");
    PriceTable table = PriceTable.read(Settings.load(file, List.of(), problems), problems);
    problems.throwIfAny();
    assertThat(table.price("gpt-4.1-mini")).contains(new Price(400_000, 1_600_000));
    assertThat(table.price("gpt-4o-mini")).contains(new Price(150_000, 600_000));
    assertThat(table.price("gpt-4o")).contains(new Price(2_500_000, 10_000_000));
    for (String unknown : List.of("gpt-4", "gpt-4o-2024-05-13", "llama3.2:3b", "gpt-4.1-large")) {
      assertThat(table.price(unknown)).as(unknown).isEmpty();
    }
  }

  @Test
  void aMillionSmallCostsAddUpExactly() {
    Price price =
        table("{ m { input-per-million = 0.1, output-per-million = 0.2 } }")
            .price("m")
            .orElseThrow();
    long sum = 0;
    for (int i = 0; i < 1_000_000; i++) {
      sum += price.nanos(1, 1);
    }
    assertThat(Dollars.show(sum)).isEqualTo("$0.30");
  }

  @Test
  void fractionsOfANanoDollarAreRoundedUp() {
    assertThat(new Price(1, 0).nanos(1, 0)).isEqualTo(1);
    assertThat(new Price(1, 0).nanos(1001, 0)).isEqualTo(2);
    assertThat(new Price(Long.MAX_VALUE, 0).nanos(Long.MAX_VALUE, 0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void theMostSpecificPatternWins() {
    PriceTable table =
        table(
            "{ \"*\" { input-per-million = 9, output-per-million = 9 }, \"big-*\" {"
                + " input-per-million = 2, output-per-million = 2 }, \"big-?\" { input-per-million"
                + " = 3, output-per-million = 3 }, \"big-mini*\" { input-per-million = 1,"
                + " output-per-million = 1 } }");
    assertThat(table.price("BIG-MINI-2026").orElseThrow().promptPicos()).isEqualTo(1_000_000);
    assertThat(table.price("big-large").orElseThrow().promptPicos()).isEqualTo(2_000_000);
    assertThat(table.price("other.model").orElseThrow().promptPicos()).isEqualTo(9_000_000);
    assertThat(table("{}").price("other")).isEmpty();
  }

  @Test
  void anInvalidPriceIsRejected() {
    for (String bad :
        List.of(
            "{ m { input-per-million = 1 } }",
            "{ m { input-per-million = x, output-per-million = 1 } }",
            "{ m = 3 }",
            "{ m { input-per-million = -1, output-per-million = 1 } }")) {
      Problems problems = new Problems();
      table(problems, bad);
      assertThat(problems.messages()).as(bad).hasSize(1);
    }
  }

  @Test
  void dollarsAreFormattedForPeople() {
    assertThat(Dollars.show(0)).isEqualTo("$0.00");
    assertThat(Dollars.show(12_500_000_000L)).isEqualTo("$12.50");
    assertThat(Dollars.show(42_000)).isEqualTo("$0.000042");
    assertThat(Dollars.parse("0.0000000001")).as("rounded up").contains(1L);
    for (String bad : List.of("", "x", "-1", "1e400", "1e-400", "NaN", "2000000000")) {
      assertThat(Dollars.parse(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void theWorstCaseCostOfARequestIsThatOfItsPromptAndLimit() {
    SamplingParams ten =
        new SamplingParams(10, null, null, null, null, null, null, List.of(), null, null);
    assertThat(new Price(1_000, 2_000).worstCase(new Request("m", Prompt.text("abc"), ten, 0), 99))
        .isEqualTo(1 + 2 * 10);
  }

  @Test
  void aSpendingLimitNeedsAPriceUnlessCallsAreFree() {
    Problems problems = new Problems();
    Settings settings = Settings.load(null, List.of("llm.budget.max-cost-usd=0.5"), problems);
    BudgetConfig budget = BudgetConfig.read(settings, problems);
    assertThat(budget.cap()).hasValue(500_000_000);
    assertThat(budget.price(table("{}"), "m", false, problems)).isEqualTo(Price.FREE);
    assertThat(problems.isEmpty()).isTrue();
    budget.price(table("{}"), "m", true, problems);
    assertThat(problems.messages())
        .singleElement()
        .asString()
        .startsWith("llm.budget.max-cost-usd needs a price per million tokens of model m");
  }

  @Test
  void theDefaultsLimitOnlyConcurrency() {
    Problems problems = new Problems();
    assertThat(BudgetConfig.read(Settings.defaults(), problems))
        .isEqualTo(BudgetConfig.ofMaxConcurrency(64));
    assertThat(problems.isEmpty()).isTrue();
  }
}
