package io.gristmill.jobs.train.tracking.html;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Points of a curve, thinned as they come: never more than some thousands are kept, among them the
 * first, the last, the highest and the lowest. Which are kept depends on the points alone. Where
 * two are equally high the earlier one counts. Values that are not finite are counted, not kept.
 */
final class Curve {

  /** Most spans; each keeps two points. */
  static final int MAX_SPANS = 1024;

  /**
   * A point.
   *
   * @param number of points of the curve before it
   */
  record Point(long number, long step, double value) {}

  /** The extremes of so many consecutive points. */
  private record Span(Point low, Point high) {

    Span with(Span later) {
      return new Span(
          later.low.value < low.value ? later.low : low,
          later.high.value > high.value ? later.high : high);
    }
  }

  private final List<Span> spans = new ArrayList<>();
  private Point first = new Point(0, 0, 0);
  private Point last = first;
  private long count;
  private long width = 1;
  private long notFinite;

  void add(long step, double value) {
    if (!Double.isFinite(value)) {
      notFinite++;
      return;
    }
    last = new Point(count, step, value);
    first = count == 0 ? last : first;
    place(new Span(last, last));
    count++;
  }

  private void place(Span span) {
    int at = (int) (count / width);
    if (at == MAX_SPANS) {
      halve();
      at = (int) (count / width);
    }
    if (at == spans.size()) {
      spans.add(span);
    } else {
      spans.set(at, spans.get(at).with(span));
    }
  }

  private void halve() {
    for (int i = 0; i < MAX_SPANS / 2; i++) {
      spans.set(i, spans.get(2 * i).with(spans.get(2 * i + 1)));
    }
    spans.subList(MAX_SPANS / 2, MAX_SPANS).clear();
    width *= 2;
  }

  /** How many finite points were added. */
  long count() {
    return count;
  }

  /** How many points were added that are not finite. */
  long notFinite() {
    return notFinite;
  }

  /** What is kept, in the order in which it came. */
  List<Point> points() {
    TreeMap<Long, Point> kept = new TreeMap<>();
    Consumer<Point> keep = point -> kept.put(point.number, point);
    if (count > 0) {
      keep.accept(first);
      keep.accept(last);
    }
    for (Span span : spans) {
      keep.accept(span.low);
      keep.accept(span.high);
    }
    return List.copyOf(kept.values());
  }
}
