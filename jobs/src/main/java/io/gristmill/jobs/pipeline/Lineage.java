package io.gristmill.jobs.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stage whose table each stage of a pipeline reads: the stage before it, or an earlier one that
 * it names.
 *
 * @param stages the names of the stages, in order
 * @param reads the named earlier stage, by the name of the stage that reads it
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
          stage + " reads the table of " + earlier + ", which must be an earlier stage");
    }
  }

  /** The number of the stage whose table a stage reads; -1 for the first stage. */
  int inputOf(int number) {
    return namedInput(number).map(stages::indexOf).orElse(number - 1);
  }

  /** The earlier stage that a stage names; empty when it reads that of the stage before. */
  Optional<String> namedInput(int number) {
    return Optional.ofNullable(reads.get(stages.get(number)));
  }
}
