package io.gristmill.jobs.llm;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File name of a segment: {@code RUN-WRITER-NUMBER.log} for a growing file, {@code .sealed} for one
 * written at once. Of several answers to a request the one in the segment with the lowest name
 * counts, so an earlier run takes precedence.
 *
 * @param run number of the run that wrote it, from 1
 * @param writer name of the writing process
 * @param number number of the segment at this writer, followed by an m for each repair
 * @param sealed whether the file is complete
 */
record SegmentName(int run, String writer, String number, boolean sealed)
    implements Serializable, Comparable<SegmentName> {

  private static final Pattern FORM =
      Pattern.compile("([0-9]{6})-([0-9a-f-]{1,64})-([0-9]{6}m*)\\.(log|sealed)");

  static SegmentName of(int run, String writer, int number, boolean sealed) {
    return new SegmentName(run, writer, String.format(Locale.ROOT, "%06d", number), sealed);
  }

  /** Parses a file name; empty if it is not that of a segment. */
  static Optional<SegmentName> parse(String file) {
    Matcher matcher = FORM.matcher(file);
    return matcher.matches()
        ? Optional.of(
            new SegmentName(
                Integer.parseInt(matcher.group(1)),
                matcher.group(2),
                matcher.group(3),
                matcher.group(4).equals("sealed")))
        : Optional.empty();
  }

  /** Name of the segment that keeps the valid lines of this one after a repair. */
  SegmentName repaired() {
    return new SegmentName(run, writer, number + "m", true);
  }

  @Override
  public int compareTo(SegmentName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%06d-%s-%s.%s", run, writer, number, sealed ? "sealed" : "log");
  }
}
