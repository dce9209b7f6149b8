package io.gristmill.jobs.train.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.train.tracking.Curve.Point;
import io.gristmill.random.RandomStream;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CurveProperties {

  private static Curve curve(int points, long seed) {
    RandomStream random = RandomStream.of(seed, "curve", "");
    Curve curve = new Curve();
    for (int i = 0; i < points; i++) {
      curve.add(i * 10L, random.nextInt(1000));
    }
    return curve;
  }

  @Property(tries = 60)
  void firstLastLowestAndHighestAreKeptInOrder(
      @ForAll @IntRange(min = 1, max = 20_000) int points,
      @ForAll @LongRange(min = 0, max = 1000) long seed) {
    RandomStream random = RandomStream.of(seed, "curve", "");
    double lowest = Double.MAX_VALUE;
    double highest = -1;
    for (int i = 0; i < points; i++) {
      double value = random.nextInt(1000);
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
    }
    List<Point> kept = curve(points, seed).points();
    assertThat(kept).isSortedAccordingTo(Comparator.comparingLong(Point::step));
    assertThat(kept.get(0).step()).isZero();
    assertThat(kept.get(kept.size() - 1).step()).isEqualTo((points - 1) * 10L);
    assertThat(kept.stream().mapToDouble(Point::value).min()).hasValue(lowest);
    assertThat(kept.stream().mapToDouble(Point::value).max()).hasValue(highest);
  }

  @Property(tries = 30)
  void fewPointsAreAllKeptAndManyAreBounded(@ForAll @IntRange(max = 50_000) int points) {
    List<Point> kept = curve(points, 1).points();
    if (points <= Curve.MAX_SPANS) {
      assertThat(kept).hasSize(points);
    }
    assertThat(kept.size()).isLessThanOrEqualTo(2 * Curve.MAX_SPANS + 2);
    if (points > 4 * Curve.MAX_SPANS) {
      assertThat(kept.size()).isGreaterThan(Curve.MAX_SPANS / 2);
    }
  }

  @Property(tries = 10)
  void aSinglePeakAmongManyPointsIsKept(@ForAll @IntRange(max = 99_999) int place) {
    Curve curve = new Curve();
    for (int i = 0; i < 100_000; i++) {
      curve.add(i, i == place ? 50 : 1);
    }
    assertThat(curve.points()).anyMatch(point -> point.step() == place && point.value() == 50);
  }
}
