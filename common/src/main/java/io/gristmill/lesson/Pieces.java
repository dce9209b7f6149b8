package io.gristmill.lesson;

import io.gristmill.lesson.Lesson.Piece;
import java.util.ArrayList;
import java.util.List;

/** Lists of pieces. */
final class Pieces {

  private Pieces() {}

  /** Neighbours that are both learned or both not as one, so that borders are real ones. */
  static List<Piece> joined(List<Piece> pieces) {
    List<Piece> joined = new ArrayList<>();
    for (Piece piece : pieces) {
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).learned() == piece.learned()) {
        joined.set(last, new Piece(joined.get(last).text() + piece.text(), piece.learned()));
      } else if (!piece.text().isEmpty()) {
        joined.add(piece);
      }
    }
    return joined;
  }
}
