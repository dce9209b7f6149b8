package io.gristmill.lesson;

import io.gristmill.jinja.Span;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text that a model is taught.
 *
 * @param pieces one after the other, without anything between them
 * @param ended whether the text itself says where an answer ends; else the end token does
 * @param whole whether the text brings every token it needs and is tokenised as one, wherever
 *     answers begin: the way of chat templates
 */
public record Lesson(List<Piece> pieces, boolean ended, boolean whole) implements LessonReading {

  /**
   * @param learned whether this is what an answer is made of
   */
  public record Piece(String text, boolean learned) {}

  public Lesson {
    pieces = List.copyOf(pieces);
  }

  /** A text that a style has put together. */
  public Lesson(List<Piece> pieces, boolean ended) {
    this(pieces, ended, false);
  }

  /** One question, one answer, the end token. */
  public static Lesson of(String prompt, String answer) {
    return new Lesson(List.of(new Piece(prompt, false), new Piece(answer, true)), false);
  }

  /** The whole text. */
  public String text() {
    return pieces.stream().map(Piece::text).collect(Collectors.joining());
  }

  /** What stands before the last answer: what a model is given to find it. */
  public String prompt() {
    return pieces.subList(0, lastAnswer()).stream().map(Piece::text).collect(Collectors.joining());
  }

  /** That as a text of its own, of which nothing is learned. */
  Lesson question() {
    return new Lesson(List.of(new Piece(prompt(), false)), ended, whole);
  }

  /** The last answer with the mark of its end, if the style has one. */
  public String answer() {
    int last = lastAnswer();
    return last == pieces.size() ? "" : pieces.get(last).text();
  }

  /** Places of what is learned, in code points of the whole text. */
  List<Span> answers() {
    List<Span> answers = new ArrayList<>();
    int at = 0;
    for (Piece piece : pieces) {
      int end = at + PythonText.length(piece.text());
      if (piece.learned()) {
        answers.add(new Span(at, end));
      }
      at = end;
    }
    return answers;
  }

  /** All up to the last answer: behind it there is nothing to learn. */
  List<Piece> upToLastAnswer() {
    return pieces.subList(0, Math.min(pieces.size(), lastAnswer() + 1));
  }

  /** The same text, of which the last answers alone are learned. */
  Lesson learning(int answers) {
    List<Piece> fewer = new ArrayList<>(pieces);
    int left = answers;
    for (int i = fewer.size() - 1; i >= 0; i--) {
      if (fewer.get(i).learned() && left-- <= 0) {
        fewer.set(i, new Piece(fewer.get(i).text(), false));
      }
    }
    return new Lesson(fewer, ended, whole);
  }

  /** Place of the last piece that is learned, or the number of pieces. */
  private int lastAnswer() {
    for (int i = pieces.size() - 1; i >= 0; i--) {
      if (pieces.get(i).learned()) {
        return i;
      }
    }
    return pieces.size();
  }
}
