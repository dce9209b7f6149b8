package io.gristmill.encode;

import io.gristmill.jinja.Span;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A training text: segments that count in the loss or not.
 *
 * @param segments the text in order, concatenated without separators
 * @param hasEndMark whether the template ends answers with its own mark; if not, the EOS token ends
 *     them
 * @param templated whether a chat template rendered the text, special tokens included; such a text
 *     is tokenized as a whole, without adding tokens
 */
public record TrainingText(List<Segment> segments, boolean hasEndMark, boolean templated)
    implements TrainingRecord {

  /** A part of the text; in the loss if its tokens count, as those of answers do. */
  public record Segment(String text, boolean inLoss) {}

  public TrainingText {
    segments = List.copyOf(segments);
  }

  /** A text that no chat template rendered. */
  public TrainingText(List<Segment> segments, boolean hasEndMark) {
    this(segments, hasEndMark, false);
  }

  /** A prompt and its answer, ended by the EOS token. */
  public static TrainingText of(String prompt, String answer) {
    return new TrainingText(List.of(new Segment(prompt, false), new Segment(answer, true)), false);
  }

  /** The whole text. */
  public String text() {
    return segments.stream().map(Segment::text).collect(Collectors.joining());
  }

  /** The text before the last answer. */
  public String prompt() {
    return segments.subList(0, lastInLoss()).stream()
        .map(Segment::text)
        .collect(Collectors.joining());
  }

  /** The prompt as a training text with nothing in the loss. */
  TrainingText promptOnly() {
    return new TrainingText(List.of(new Segment(prompt(), false)), hasEndMark, templated);
  }

  /** The last answer, with the template's end mark if there is one; empty without an answer. */
  public String completion() {
    int last = lastInLoss();
    return last == segments.size() ? "" : segments.get(last).text();
  }

  /** The spans of the segments in the loss, in code points of the whole text. */
  List<Span> lossSpans() {
    List<Span> spans = new ArrayList<>();
    int at = 0;
    for (Segment segment : segments) {
      int end = at + PythonText.length(segment.text());
      if (segment.inLoss()) {
        spans.add(new Span(at, end));
      }
      at = end;
    }
    return spans;
  }

  /**
   * The segments up to the last one in the loss, since the rest would never be scored. Adjacent
   * segments that are both in the loss or both not are merged, and empty ones dropped.
   */
  List<Segment> upToLastAnswer() {
    List<Segment> merged = new ArrayList<>();
    for (Segment segment : segments.subList(0, Math.min(segments.size(), lastInLoss() + 1))) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).inLoss() == segment.inLoss()) {
        merged.set(last, new Segment(merged.get(last).text() + segment.text(), segment.inLoss()));
      } else if (!segment.text().isEmpty()) {
        merged.add(segment);
      }
    }
    return merged;
  }

  /** A copy that keeps only the last few answers in the loss. */
  TrainingText keepLossOnLast(int answers) {
    List<Segment> relabeled = new ArrayList<>(segments);
    int left = answers;
    for (int i = relabeled.size() - 1; i >= 0; i--) {
      if (relabeled.get(i).inLoss() && left-- <= 0) {
        relabeled.set(i, new Segment(relabeled.get(i).text(), false));
      }
    }
    return new TrainingText(relabeled, hasEndMark, templated);
  }

  /** Index of the last segment in the loss, or the number of segments if none is. */
  private int lastInLoss() {
    for (int i = segments.size() - 1; i >= 0; i--) {
      if (segments.get(i).inLoss()) {
        return i;
      }
    }
    return segments.size();
  }
}
