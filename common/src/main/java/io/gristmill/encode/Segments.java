package io.gristmill.encode;

import io.gristmill.encode.TrainingText.Segment;
import java.util.ArrayList;
import java.util.List;

/** Operations on lists of segments. */
final class Segments {

  private Segments() {}

  /** Merges adjacent segments that are both in the loss or both not, and drops empty ones. */
  static List<Segment> merge(List<Segment> segments) {
    List<Segment> merged = new ArrayList<>();
    for (Segment segment : segments) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).inLoss() == segment.inLoss()) {
        merged.set(last, new Segment(merged.get(last).text() + segment.text(), segment.inLoss()));
      } else if (!segment.text().isEmpty()) {
        merged.add(segment);
      }
    }
    return merged;
  }
}
