package io.gristmill.llm.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Simulates budget and quotas against a server with its own small token bucket, over minutes of
 * simulated time without threads or a clock.
 */
class BudgetSimulationTest {

  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1000 * MILLI;

  /** A server that answers 429 when its bucket is empty. */
  private static final class Server {
    private final double perSecond;
    private final double burst;
    private long refusesEach = Long.MAX_VALUE;
    private long calls;
    private double level;
    private long last;
    private long answered;
    private long refused;

    Server(double perSecond, double burst) {
      this.perSecond = perSecond;
      this.burst = burst;
      this.level = burst;
    }

    /** A server that rejects one call in n, whatever the rate. */
    Server refusingOneIn(long calls) {
      refusesEach = calls;
      return this;
    }

    boolean call(double amount, long now) {
      if (++calls % refusesEach == 0) {
        refused++;
        return false;
      }
      level = Math.min(burst, level + perSecond * (now - last) / SECOND);
      last = now;
      if (level < amount) {
        refused++;
        return false;
      }
      level -= amount;
      answered++;
      return true;
    }
  }

  /** The end of a call. */
  private record End(long at, int order, int executor, Quota.Permit permit, boolean good)
      implements Comparable<End> {
    @Override
    public int compareTo(End other) {
      return at != other.at ? Long.compare(at, other.at) : Integer.compare(order, other.order);
    }
  }

  /** Executors with unlimited work, each in its own phase; messages have a latency. */
  private static final class Cluster {
    private final Budget budget;
    private final Server server;
    private final List<Quota> quotas = new ArrayList<>();
    private final PriorityQueue<End> ends = new PriorityQueue<>();
    private final RandomStream random = RandomStream.of(1, "simulation", "jitter");
    private final long tokens;
    private final long used;
    private int order;
    private long mostInFlight;

    Cluster(BudgetConfig config, Server server, int executors, long tokens, long used) {
      this.budget = new Budget(config, 0, 0);
      this.server = server;
      this.tokens = tokens;
      this.used = used;
      for (int i = 0; i < executors; i++) {
        quotas.add(new Quota("executor-" + i));
      }
    }

    void run(long from, long until) {
      for (long now = from; now < until; now += MILLI) {
        finish(now);
        for (int i = 0; i < quotas.size(); i++) {
          long phase = i * 37 * MILLI % Budget.PERIOD;
          if (now % Budget.PERIOD == phase && random.nextInt(100) > 0) {
            Grant grant = budget.lease(quotas.get(i).leaseRequest(1000, now), now);
            quotas.get(i).accept(grant, now);
          }
          start(i, now);
        }
        mostInFlight = Math.max(mostInFlight, ends.size());
      }
    }

    private void start(int i, long now) {
      quotas
          .get(i)
          .tryAcquire(tokens, 0, now)
          .ifPresent(
              permit -> {
                boolean good = server.call(used == 0 ? 1 : used, now);
                long latency = good ? (150 + random.nextInt(100)) * MILLI : 5 * MILLI;
                ends.add(new End(now + latency, order++, i, permit, good));
                start(i, now);
              });
    }

    private void finish(long now) {
      while (!ends.isEmpty() && ends.element().at() <= now) {
        End end = ends.remove();
        Quota quota = quotas.get(end.executor());
        if (!end.good()) {
          quota.recordRateLimit(java.time.Duration.ofSeconds(1));
        }
        quota.release(end.permit(), end.good() ? used : 0, 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 16})
  void theRequestQuotaIsUsedWithHardlyAnyRateLimitErrors(int executors) {
    Server server = new Server(100, 10);
    Cluster cluster =
        new Cluster(new BudgetConfig(64, 6000, -1, -1, 100), server, executors, 10, 0);
    cluster.run(0, 5 * SECOND);
    long before = server.answered;
    cluster.run(5 * SECOND, 185 * SECOND);
    double share = (server.answered - before) / (180.0 * 100);
    assertThat(share).as("share of the quota").isBetween(0.95, 1.0);
    assertThat((double) server.refused / (server.answered + server.refused)).isLessThan(0.005);
    assertThat(cluster.mostInFlight).isLessThanOrEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void theTokenQuotaIsUsedAlthoughCallsNeedFewerTokensThanReserved(int executors) {
    Server server = new Server(10_000, 4_000);
    Cluster cluster =
        new Cluster(new BudgetConfig(200, -1, 600_000, -1, 100), server, executors, 1_500, 400);
    cluster.run(0, 20 * SECOND);
    long before = server.answered;
    cluster.run(20 * SECOND, 200 * SECOND);
    double share = (server.answered - before) * 400 / (180.0 * 10_000);
    assertThat(share).as("share of the quota").isBetween(0.95, 1.0);
    assertThat((double) server.refused / (server.answered + server.refused)).isLessThan(0.005);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aQuotaOfAFewRequestsPerMinuteIsSharedByAllExecutors(int executors) {
    Server server = new Server(0.5, 2);
    Cluster cluster = new Cluster(new BudgetConfig(8, 30, -1, -1, 100), server, executors, 10, 0);
    cluster.run(0, 1200 * SECOND);
    assertThat(server.answered).isBetween(570L, 602L);
    assertThat(server.refused).isLessThanOrEqualTo(3);
    for (Quota quota : cluster.quotas) {
      assertThat(quota.leaseRequest(0, 1200 * SECOND).started()).isGreaterThan(400L / executors);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void theRateFollowsAServerWithALowerLimitThanConfigured(int executors) {
    Server server = new Server(60, 10);
    Cluster cluster =
        new Cluster(new BudgetConfig(64, 6000, -1, -1, 100), server, executors, 10, 0);
    cluster.run(0, 60 * SECOND);
    long answered = server.answered;
    long refused = server.refused;
    cluster.run(60 * SECOND, 240 * SECOND);
    assertThat((server.answered - answered) / (180.0 * 60)).isGreaterThan(0.85);
    assertThat((double) (server.refused - refused) / (server.answered - answered)).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void aLimitThatIsNotConfiguredIsLearnedFrom429s(int executors) {
    Server server = new Server(60, 10);
    Cluster cluster = new Cluster(BudgetConfig.ofMaxConcurrency(64), server, executors, 10, 0);
    cluster.run(0, 60 * SECOND);
    long answered = server.answered;
    long refused = server.refused;
    cluster.run(60 * SECOND, 240 * SECOND);
    assertThat((server.answered - answered) / (180.0 * 60)).isGreaterThan(0.8);
    assertThat((double) (server.refused - refused) / (server.answered - answered)).isLessThan(0.02);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 50, 200})
  void unrelated429sDoNotSlowTheJobDown(int oneIn) {
    Server server = new Server(1e9, 1e9).refusingOneIn(oneIn);
    Cluster cluster = new Cluster(BudgetConfig.ofMaxConcurrency(64), server, 2, 10, 0);
    cluster.run(0, 20 * SECOND);
    long before = server.answered;
    cluster.run(20 * SECOND, 140 * SECOND);
    double ideal = 120 * 64 / 0.2;
    assertThat((server.answered - before) / ideal).isGreaterThan(0.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 40})
  void unrelated429sDoNotSlowAJobOfFewCalls(int oneIn) {
    Server server = new Server(1e9, 1e9).refusingOneIn(oneIn);
    Cluster cluster = new Cluster(BudgetConfig.ofMaxConcurrency(8), server, 1, 10, 0);
    cluster.run(0, 60 * SECOND);
    long before = server.answered;
    cluster.run(60 * SECOND, 360 * SECOND);
    double ideal = 300 * 8 / 0.2;
    assertThat((server.answered - before) / ideal).isGreaterThan(0.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void withoutARateLimitAllConcurrencyIsUsed(int executors) {
    Server server = new Server(1e9, 1e9);
    Cluster cluster = new Cluster(BudgetConfig.ofMaxConcurrency(256), server, executors, 10, 0);
    cluster.run(0, SECOND);
    long before = server.answered;
    cluster.run(SECOND, 31 * SECOND);
    // 256 in flight at a mean of 199.5 ms and a tick of 1 ms.
    assertThat(server.answered - before).isGreaterThan((long) (0.95 * 30 * 256 / 0.2));
    assertThat(cluster.mostInFlight).isLessThanOrEqualTo(256);
  }
}
