package io.gristmill.jobs.llm;

import io.gristmill.llm.budget.Price;
import io.gristmill.llm.store.ResponseSegment;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Summary of a segment.
 *
 * @param lines number of valid lines
 * @param usage usage of the valid lines; an answer that was billed twice counts twice
 * @param damaged (offset, length) of every damaged line, including its line feed
 * @param isTorn whether the last line is incomplete
 */
record SegmentSummary(
    SegmentName name, long lines, TokenUsage usage, List<long[]> damaged, boolean isTorn)
    implements Serializable {

  static SegmentSummary of(SegmentFolder folder, SegmentName name, Price price) throws IOException {
    TokenUsage[] sum = {TokenUsage.ZERO};
    SegmentPass part =
        SegmentPass.read(
            folder,
            name,
            0,
            (key, offset, line) ->
                ResponseSegment.outcome(line)
                    .ifPresent(outcome -> sum[0] = sum[0].plus(TokenUsage.of(outcome, price))));
    List<long[]> damaged = new ArrayList<>();
    part.scan().damaged().forEach(d -> damaged.add(new long[] {d.offset(), d.length()}));
    return new SegmentSummary(
        name, part.scan().valid(), sum[0], damaged, part.scan().tornBytes() > 0);
  }

  boolean isSound() {
    return damaged.isEmpty();
  }
}
