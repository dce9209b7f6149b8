package io.gristmill.encode;

import io.gristmill.jinja.Span;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text that a model is taught.
 *
 * @param segments one after the other, without anything between them
 * @param hasEndMark whether the text itself says where an answer ends; else the end token does
 * @param templated whether the text brings every token it needs and is tokenised as one, wherever
 *     answers begin: the way of chat templates
 */
public record TrainingText(List<Segment> segments, boolean hasEndMark, boolean templated)
    implements TrainingRecord {

  /**
   * @param inLoss whether this is what an answer is made of
   */
  public record Segment(String text, boolean inLoss) {}

  public TrainingText {
    segments = List.copyOf(segments);
  }

  /** A text that a style has put together. */
  public TrainingText(List<Segment> segments, boolean hasEndMark) {
    this(segments, hasEndMark, false);
  }

  /** One question, one answer, the end token. */
  public static TrainingText of(String prompt, String answer) {
    return new TrainingText(List.of(new Segment(prompt, false), new Segment(answer, true)), false);
  }

  /** The whole text. */
  public String text() {
    return segments.stream().map(Segment::text).collect(Collectors.joining());
  }

  /** What stands before the last answer: what a model is given to find it. */
  public String prompt() {
    return segments.subList(0, lastInLoss()).stream()
        .map(Segment::text)
        .collect(Collectors.joining());
  }

  /** That as a text of its own, of which nothing is learned. */
  TrainingText promptOnly() {
    return new TrainingText(List.of(new Segment(prompt(), false)), hasEndMark, templated);
  }

  /** The last answer with the mark of its end, if the style has one. */
  public String completion() {
    int last = lastInLoss();
    return last == segments.size() ? "" : segments.get(last).text();
  }

  /** Places of what is learned, in code points of the whole text. */
  List<Span> lossSpans() {
    List<Span> answers = new ArrayList<>();
    int at = 0;
    for (Segment piece : segments) {
      int end = at + PythonText.length(piece.text());
      if (piece.inLoss()) {
        answers.add(new Span(at, end));
      }
      at = end;
    }
    return answers;
  }

  /** All up to the last answer: behind it there is nothing to learn. */
  List<Segment> upToLastAnswer() {
    return segments.subList(0, Math.min(segments.size(), lastInLoss() + 1));
  }

  /** The same text, of which the last answers alone are learned. */
  TrainingText keepLossOnLast(int answers) {
    List<Segment> fewer = new ArrayList<>(segments);
    int left = answers;
    for (int i = fewer.size() - 1; i >= 0; i--) {
      if (fewer.get(i).inLoss() && left-- <= 0) {
        fewer.set(i, new Segment(fewer.get(i).text(), false));
      }
    }
    return new TrainingText(fewer, hasEndMark, templated);
  }

  /** Place of the last piece that is learned, or the number of pieces. */
  private int lastInLoss() {
    for (int i = segments.size() - 1; i >= 0; i--) {
      if (segments.get(i).inLoss()) {
        return i;
      }
    }
    return segments.size();
  }
}
