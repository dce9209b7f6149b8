package io.gristmill.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.llm.budget.Budget;
import io.gristmill.llm.budget.BudgetConfig;
import io.gristmill.llm.budget.LeaseRequest;
import org.junit.jupiter.api.Test;

class DriverChannelTest {

  private static final LeaseRequest LEASE =
      new LeaseRequest("x", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  private static final CallCounts COUNTS = new CallCounts(1, 2, new TokenUsage(3, 4, 5, 6));

  @Test
  void messagesSurviveTheirEncoding() throws Exception {
    DriverChannel.Report report =
        new DriverChannel.Report("run", LEASE, COUNTS, new StopReason(ExitCode.BUDGET, "used up"));
    assertThat(DriverChannel.read(DriverChannel.write(report))).isEqualTo(report);
  }

  @Test
  void theDriverAnswersWithALeaseAndTheFirstReasonToStop() throws Exception {
    StopReason first = new StopReason(ExitCode.SERVICE, "down");
    try (DriverRun run =
        new DriverRun("run", new Budget(BudgetConfig.ofMaxConcurrency(5), 0, System.nanoTime()))) {
      answer(new DriverChannel.Report("run", LEASE, COUNTS, first));
      DriverChannel.Response response =
          answer(
              new DriverChannel.Report(
                  "run", LEASE, COUNTS, new StopReason(ExitCode.BUDGET, "late")));
      assertThat(response.stopReason()).isEqualTo(first);
      assertThat(response.grant()).isNotNull();
      assertThat(run.counts()).isEqualTo(COUNTS);
    }
  }

  @Test
  void aClosedRunGrantsNothing() throws Exception {
    assertThat(answer(new DriverChannel.Report("closed", LEASE, COUNTS, null)))
        .isEqualTo(new DriverChannel.Response(null, null));
  }

  private static DriverChannel.Response answer(DriverChannel.Report report) throws Exception {
    return (DriverChannel.Response)
        DriverChannel.read(DriverChannel.receive(DriverChannel.write(report)));
  }
}
