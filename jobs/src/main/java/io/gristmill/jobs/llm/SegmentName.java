package io.gristmill.jobs.llm;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a segment's file: {@code RUN-WRITER-NUMBER.log} of one that grows while its writer
 * lives, {@code .sealed} of one that was written at once. The order of names is the order in which
 * several answers to one request count: an earlier run comes before a later one.
 *
 * @param run that wrote it, from 1: one more than the largest run there was before
 * @param writer a process of that run
 * @param number of the segment at this writer, followed by an m for each time it was mended
 * @param sealed whether it never grows
 */
record SegmentName(int run, String writer, String number, boolean sealed)
    implements Serializable, Comparable<SegmentName> {

  private static final Pattern FORM =
      Pattern.compile("([0-9]{6})-([0-9a-f-]{1,64})-([0-9]{6}m*)\\.(log|sealed)");

  static SegmentName of(int run, String writer, int number, boolean sealed) {
    return new SegmentName(run, writer, String.format(Locale.ROOT, "%06d", number), sealed);
  }

  /** Nothing for the name of any other file. */
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

  /** The segment that the valid lines of this one are kept in when it is damaged. */
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
