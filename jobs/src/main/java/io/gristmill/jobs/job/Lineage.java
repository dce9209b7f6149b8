package io.gristmill.jobs.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose table each stage of a pipeline reads: that which the stage before it left, or an earlier
 * one that it names.
 *
 * @param stages their names, in order
 * @param reads the earlier stages that are named, by the stages that read their tables
 */
record Lineage(List<String> stages, Map<String, String> reads) {

  Lineage {
    stages = List.copyOf(stages);
    reads = Map.copyOf(reads);
    for (Map.Entry<String, String> read : reads.entrySet()) {
      requireEarlier(stages, read.getKey(), read.getValue());
    }
  }

  private static void requireEarlier(List<String> stages, String stage, String earlier) {
    int place = stages.indexOf(earlier);
    if (place < 0 || place >= stages.indexOf(stage)) {
      throw new IllegalArgumentException(
          stage + " reads the table of " + earlier + ", which is no stage before it");
    }
  }

  /** The number of the stage whose table a stage reads; -1 for the first one, which reads none. */
  int inputOf(int number) {
    return namedInput(number).map(stages::indexOf).orElse(number - 1);
  }

  /** The earlier stage that a stage names. */
  Optional<String> namedInput(int number) {
    return Optional.ofNullable(reads.get(stages.get(number)));
  }
}
