package io.gristmill.manifest;

import java.util.Map;

/**
 * The record of one stage in {@code run.json}.
 *
 * @param name name of the stage
 * @param fingerprint hash of everything that determines its result: input, settings, code
 * @param read rows it read; for the first stage the records in the input
 * @param kept rows it kept
 * @param dropped rows it dropped, by rule
 * @param pairs number of similar pairs it wrote
 * @param facts further facts reported by the stage, such as modes and counters
 * @param seconds its duration; not part of any result
 */
public record StageRecord(
    String name,
    String fingerprint,
    long read,
    long kept,
    Map<String, Long> dropped,
    long pairs,
    Map<String, Object> facts,
    double seconds) {

  public long totalDropped() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }
}
