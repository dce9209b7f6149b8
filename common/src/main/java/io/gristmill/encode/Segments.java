package io.gristmill.encode;

import io.gristmill.encode.TrainingText.Segment;
import java.util.ArrayList;
import java.util.List;

/** Lists of pieces. */
final class Segments {

  private Segments() {}

  /** Neighbours that are both learned or both not as one, so that borders are real ones. */
  static List<Segment> merge(List<Segment> pieces) {
    List<Segment> joined = new ArrayList<>();
    for (Segment piece : pieces) {
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).inLoss() == piece.inLoss()) {
        joined.set(last, new Segment(joined.get(last).text() + piece.text(), piece.inLoss()));
      } else if (!piece.text().isEmpty()) {
        joined.add(piece);
      }
    }
    return joined;
  }
}
