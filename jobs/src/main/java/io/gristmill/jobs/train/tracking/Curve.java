package io.gristmill.jobs.train.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Points of a curve, downsampled as they arrive: at most a few thousand are kept, always including
 * the first, last, highest and lowest. The selection depends on the points alone. Of equally high
 * points the earlier one wins. Non-finite values are counted, not kept.
 */
final class Curve {

  /** Maximum number of spans; each keeps two points. */
  static final int MAX_SPANS = 1024;

  /**
   * A point.
   *
   * @param number of points of the curve before it
   */
  record Point(long number, long step, double value) {}

  /** Minimum and maximum of consecutive points. */
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

  long count() {
    return count;
  }

  long notFinite() {
    return notFinite;
  }

  /** The kept points, in order of arrival. */
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
