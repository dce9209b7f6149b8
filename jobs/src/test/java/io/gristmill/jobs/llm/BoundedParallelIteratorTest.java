package io.gristmill.jobs.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedParallelIteratorTest {

  /** Rows 0 to n - 1; records the threads that read them and the number of rows read. */
  private static final class Source implements Iterator<Row> {
    private final Iterator<Long> numbers;
    private final Set<Thread> pulledBy = ConcurrentHashMap.newKeySet();
    private int pulled;

    Source(int rows) {
      numbers = LongStream.range(0, rows).iterator();
    }

    @Override
    public boolean hasNext() {
      pulledBy.add(Thread.currentThread());
      return numbers.hasNext();
    }

    @Override
    public Row next() {
      pulledBy.add(Thread.currentThread());
      pulled++;
      return RowFactory.create(numbers.next());
    }
  }

  private static List<Long> all(BoundedParallelIterator iterator) {
    List<Long> numbers = new ArrayList<>();
    iterator.forEachRemaining(row -> numbers.add(row.getLong(0)));
    return numbers;
  }

  private static Iterable<Row> sleepUntilInterrupted(CountDownLatch interrupted)
      throws InterruptedException {
    try {
      Thread.sleep(60_000);
      return List.of();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  @Test
  void everyResultOfEveryRowIsReturnedOnce() {
    BoundedParallelIterator iterator =
        new BoundedParallelIterator(
            new Source(200),
            row ->
                LongStream.range(0, row.getLong(0) % 3)
                    .mapToObj(i -> RowFactory.create(10 * row.getLong(0) + i))
                    .toList(),
            7);
    List<Long> expected =
        LongStream.range(0, 200)
            .flatMap(row -> LongStream.range(0, row % 3).map(i -> 10 * row + i))
            .boxed()
            .toList();
    assertThat(all(iterator)).containsExactlyInAnyOrderElementsOf(expected).hasSize(199);
    assertThat(iterator.hasNext()).isFalse();
    assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void noRowsGiveNoResults() {
    assertThat(new BoundedParallelIterator(new Source(0), row -> List.of(row), 3).hasNext())
        .isFalse();
  }

  @Test
  void theNumberOfConcurrentRowsReachesButNeverExceedsTheMaximum() {
    int atOnce = 4;
    CyclicBarrier together = new CyclicBarrier(atOnce); // passes when four are there at a time
    AtomicInteger working = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    BoundedParallelIterator iterator =
        new BoundedParallelIterator(
            new Source(40),
            row -> {
              most.accumulateAndGet(working.incrementAndGet(), Math::max);
              together.await(30, TimeUnit.SECONDS);
              working.decrementAndGet();
              return List.of(row);
            },
            atOnce);
    assertThat(all(iterator)).hasSize(40);
    assertThat(most).hasValue(atOnce);
  }

  @Test
  void onlyTheCallerReadsTheInputAndNoFurtherThanTheRunningRows() {
    Source source = new Source(50);
    Set<Thread> workers = ConcurrentHashMap.newKeySet();
    BoundedParallelIterator iterator =
        new BoundedParallelIterator(
            source,
            row -> {
              workers.add(Thread.currentThread());
              return List.of(row);
            },
            5);
    for (int taken = 0; iterator.hasNext(); taken++) {
      assertThat(source.pulled).isLessThanOrEqualTo(taken + 5);
      iterator.next();
    }
    assertThat(source.pulledBy).containsExactly(Thread.currentThread());
    assertThat(workers).doesNotContain(Thread.currentThread()).hasSizeBetween(1, 5);
  }

  @Test
  void aStopEndsTheResultsAfterTheRunningRows() {
    Source source = new Source(1000);
    Set<Long> begun = ConcurrentHashMap.newKeySet();
    BoundedParallelIterator iterator =
        new BoundedParallelIterator(
            source,
            row -> {
              begun.add(row.getLong(0));
              if (row.getLong(0) == 5) {
                throw StoppedExceptions.create("the money is used up");
              }
              Thread.sleep(row.getLong(0) > 5 ? 50 : 1);
              return List.of(row);
            },
            3);
    List<Long> results = all(iterator);
    begun.remove(5L);
    assertThat(results).containsExactlyInAnyOrderElementsOf(begun).contains(0L, 1L, 2L, 3L, 4L);
    assertThat(source.pulled).isEqualTo(results.size() + 1).isLessThan(100);
  }

  @Test
  void anUnexpectedExceptionIsRethrownAndStopsTheOtherWorkers() {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch otherBegun = new CountDownLatch(1);
    IllegalArgumentException defect = new IllegalArgumentException("a defect");
    BoundedParallelIterator iterator =
        new BoundedParallelIterator(
            new Source(2),
            row -> {
              if (row.getLong(0) == 0) {
                otherBegun.await();
                throw defect;
              }
              otherBegun.countDown();
              return sleepUntilInterrupted(interrupted);
            },
            2);
    assertThatThrownBy(iterator::hasNext).isSameAs(defect);
    assertThat(isCounted(interrupted)).isTrue();
  }

  @Test
  void aModelFailureKeepsItsCause() {
    IOException cause = new IOException("gone");
    BoundedParallelIterator iterator =
        new BoundedParallelIterator(
            new Source(3),
            row -> {
              throw cause;
            },
            1);
    assertThatThrownBy(iterator::hasNext).isInstanceOf(IllegalStateException.class).hasCause(cause);
  }

  @Test
  void closeInterruptsRunningWork() {
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    BoundedParallelIterator iterator =
        new BoundedParallelIterator(
            new Source(2),
            row -> {
              if (row.getLong(0) == 0) {
                asleep.await();
                return List.of(row);
              }
              asleep.countDown();
              return sleepUntilInterrupted(interrupted);
            },
            2);
    assertThat(iterator.next().getLong(0)).isZero();
    iterator.close();
    assertThat(isCounted(interrupted)).isTrue();
  }

  @Test
  void anInterruptedCallerStopsTheWorkersAndStaysInterrupted() {
    CountDownLatch interrupted = new CountDownLatch(1);
    Thread caller = Thread.currentThread();
    BoundedParallelIterator iterator =
        new BoundedParallelIterator(
            new Source(1),
            row -> {
              caller.interrupt();
              return sleepUntilInterrupted(interrupted);
            },
            1);
    assertThatThrownBy(iterator::hasNext).hasMessageContaining("the task was interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(isCounted(interrupted)).isTrue();
  }

  private static boolean isCounted(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
