package io.gristmill.llm.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BudgetTest {

  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1000 * MILLI;
  private static final long NONE = BudgetConfig.NONE;

  private static BudgetConfig cap(long nanos) {
    return new BudgetConfig(8, NONE, NONE, nanos, 100);
  }

  /** The lease request of an executor for calls of at most 10 nano-dollars each. */
  private static LeaseRequest ask(
      String executor, long want, long inFlight, long held, long spent) {
    return new LeaseRequest(
        executor, want, 100, 10, inFlight, inFlight + spent / 10, 0, 0, held, spent, 0, 0, 0);
  }

  @Test
  void aRateLimitedBudgetStartsEmpty() {
    Budget budget = new Budget(new BudgetConfig(64, 6000, NONE, NONE, 100), 0, 0);
    assertThat(budget.lease(ask("a", 100, 0, 0, 0), 0).requests()).isZero();
    assertThat(budget.lease(ask("a", 100, 0, 0, 0), 100 * MILLI).requests()).isEqualTo(9);
  }

  @Test
  void anIdlePeriodDoesNotAllowABurst() {
    Budget budget = new Budget(new BudgetConfig(64, 6000, NONE, NONE, 100), 0, 0);
    assertThat(budget.lease(ask("a", 100, 0, 0, 0), 3600 * SECOND).requests())
        .isLessThanOrEqualTo(15);
  }

  @Test
  void moneyIsReservedForTheWorstCaseAndSettledAtActualCost() {
    Budget budget = new Budget(cap(100), 0, 0);
    assertThat(budget.lease(ask("a", 50, 0, 0, 0), 0).requests()).isEqualTo(10);
    assertThat(budget.reservedNanos()).isEqualTo(100);
    assertThat(budget.lease(ask("b", 50, 0, 0, 0), MILLI).requests()).isZero();
    // All ten calls of a have been answered and cost 3 each.
    assertThat(budget.lease(ask("a", 50, 0, 0, 30), 2 * MILLI).requests()).isEqualTo(7);
    assertThat(budget.spentNanos()).isEqualTo(30);
  }

  @Test
  void aRestartedDriverContinuesFromTheMoneyAlreadySpent() {
    Budget budget = new Budget(cap(100), 85, 0);
    assertThat(budget.spentNanos()).isEqualTo(85);
    assertThat(budget.lease(ask("a", 50, 0, 0, 0), 0).requests()).isEqualTo(1);
    Grant none = new Budget(cap(100), 95, 0).lease(ask("a", 1, 0, 0, 0), 0);
    assertThat(none.exhausted()).isTrue();
  }

  @Test
  void exhaustionIsReportedOnlyWhenNoReservationCanBeReturned() {
    Budget budget = new Budget(cap(20), 0, 0);
    assertThat(budget.lease(ask("a", 2, 0, 0, 0), 0).requests()).isEqualTo(2);
    Grant waits = budget.lease(ask("b", 1, 0, 0, 0), MILLI);
    assertThat(waits.requests()).isZero();
    assertThat(waits.exhausted()).as("a may give money back").isFalse();
    budget.lease(ask("a", 0, 0, 0, 12), 2 * MILLI);
    assertThat(budget.lease(ask("b", 1, 0, 0, 0), 3 * MILLI).exhausted()).isTrue();
  }

  @Test
  void moneyOfADeadExecutorStaysSpentAndItsConcurrencyIsFreed() {
    Budget budget = new Budget(cap(200), 0, 0);
    Grant first = budget.lease(ask("a", 12, 0, 0, 0), 0);
    assertThat(first.concurrency()).isEqualTo(8);
    assertThat(budget.lease(ask("b", 8, 0, 0, 0), MILLI).concurrency())
        .as("a may use all of them")
        .isZero();
    Grant early = budget.lease(ask("b", 8, 0, 0, 0), 2 * SECOND);
    assertThat(early.concurrency()).isZero();
    Grant late = budget.lease(ask("b", 20, 0, 0, 0), 4 * SECOND);
    assertThat(late.concurrency()).isEqualTo(8);
    assertThat(late.requests()).as("80 of 200 are left").isEqualTo(8);
    assertThat(budget.lease(ask("b", 1, 0, 0, 80), 5 * SECOND).exhausted()).isTrue();
  }

  @Test
  void aSlowExecutorCanReportAgain() {
    Budget budget = new Budget(cap(200), 0, 0);
    budget.lease(ask("a", 12, 0, 0, 0), 0);
    budget.lease(ask("b", 1, 0, 0, 0), 10 * SECOND);
    budget.lease(ask("a", 0, 0, 0, 40), 11 * SECOND);
    assertThat(budget.spentNanos()).isEqualTo(40);
    assertThat(budget.reservedNanos()).as("b's").isEqualTo(10);
  }

  @Test
  void aNewProcessWithAnOldNameKeepsTheSpentMoney() {
    Budget budget = new Budget(cap(200), 0, 0);
    budget.lease(ask("a", 2, 0, 0, 0), 0);
    budget.lease(ask("a", 0, 0, 20, 50), MILLI);
    budget.lease(ask("a", 1, 0, 0, 0), 2 * MILLI);
    assertThat(budget.spentNanos()).isEqualTo(70);
  }

  @Test
  void concurrencyIsSplitByDemandAndNeverGrantedTwice() {
    Budget budget = new Budget(BudgetConfig.ofMaxConcurrency(10), 0, 0);
    assertThat(budget.lease(ask("a", 100, 0, 0, 0), 0).concurrency()).isEqualTo(10);
    assertThat(budget.lease(ask("b", 3, 0, 0, 0), MILLI).concurrency()).isZero();
    assertThat(budget.lease(ask("a", 100, 10, 0, 0), 2 * MILLI).concurrency()).isEqualTo(7);
    assertThat(budget.lease(ask("b", 3, 0, 0, 0), 3 * MILLI).concurrency())
        .as("a still has ten in flight")
        .isZero();
    budget.lease(ask("a", 100, 7, 0, 30), 4 * MILLI);
    assertThat(budget.lease(ask("b", 3, 0, 0, 0), 5 * MILLI).concurrency()).isEqualTo(3);
  }

  @Test
  void aLostGrantLosesNoMoney() {
    Budget budget = new Budget(cap(100), 0, 0);
    Quota quota = new Quota("a");
    assertThat(quota.tryAcquire(1, 10, 0)).isEmpty();
    budget.lease(quota.leaseRequest(5, 0), 0); // its answer never arrives
    assertThat(budget.reservedNanos()).isEqualTo(50);
    budget.lease(quota.leaseRequest(0, MILLI), MILLI);
    assertThat(budget.reservedNanos()).isZero();
  }

  @Test
  void callsThatAreNotStartedInTimeAreReturned() {
    Budget budget = new Budget(cap(100), 0, 0);
    Quota quota = new Quota("a");
    quota.tryAcquire(1, 10, 0);
    quota.accept(budget.lease(quota.leaseRequest(5, 0), 0), 0);
    Quota.Permit permit = quota.tryAcquire(1, 10, MILLI).orElseThrow();
    assertThat(quota.tryAcquire(1, 11, MILLI)).as("dearer than what was leased").isEmpty();
    assertThat(quota.tryAcquire(1, 10, Budget.VALID)).isEmpty();
    LeaseRequest ask = quota.leaseRequest(0, Budget.VALID);
    assertThat(ask.returnedRequests()).isEqualTo(4);
    assertThat(ask.heldNanos()).as("the call in flight").isEqualTo(10);
    quota.release(permit, 1, 7);
    assertThat(quota.leaseRequest(0, Budget.VALID).heldNanos()).isZero();
    assertThat(quota.leaseRequest(0, Budget.VALID).spentNanos()).isEqualTo(7);
  }

  @Test
  @Timeout(60)
  void threadsWaitForPermitsAndFailWhenTheMoneyIsSpent() throws Exception {
    Budget budget = new Budget(cap(1_000), 0, System.nanoTime());
    Quota quota = new Quota("a");
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicReference<Object> end = new AtomicReference<>("none");
    Thread[] threads = new Thread[16];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                try {
                  while (true) {
                    Quota.Permit permit = quota.acquire(5, 10);
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    calls.incrementAndGet();
                    Thread.sleep(1);
                    inFlight.decrementAndGet();
                    quota.release(permit, 5, 10);
                  }
                } catch (UserException | InterruptedException e) {
                  end.set(e);
                }
              });
      threads[i].setDaemon(true);
      threads[i].start();
    }
    while (quota.isActive() && "none".equals(end.get())) {
      quota.accept(
          budget.lease(quota.leaseRequest(System.nanoTime()), System.nanoTime()),
          System.nanoTime());
      Thread.sleep(5);
    }
    for (Thread thread : threads) {
      thread.join(20_000);
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(calls.get()).isEqualTo(100);
    assertThat(most.get()).isLessThanOrEqualTo(8);
    assertThat(end.get())
        .isInstanceOfSatisfying(
            UserException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.BUDGET);
              assertThat(e).hasMessageContaining("max-cost-usd of $0.000001 is used up");
            });
  }

  @Test
  @Timeout(60)
  void anInterruptedThreadStopsWaiting() throws Exception {
    Quota quota = new Quota("a");
    AtomicReference<Object> end = new AtomicReference<>("none");
    Thread thread =
        new Thread(
            () -> {
              try {
                end.set(quota.acquire(1, 1));
              } catch (InterruptedException e) {
                end.set(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    thread.interrupt();
    thread.join(20_000);
    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(quota.leaseRequest(0).wantedCalls()).as("it waits no more").isZero();
  }
}
