package io.gristmill.manifest;

import java.util.Map;

/**
 * What one stage did.
 *
 * @param name the stage
 * @param fingerprint hash of everything that decided its result: input, settings, code
 * @param read rows it got (for the first stage: records found in the input)
 * @param kept rows that stayed
 * @param dropped rows it dropped, by rule
 * @param pairs similar pairs it wrote, where asked for
 * @param facts modes and counters the stage tells of itself
 * @param seconds how long it took; not part of any result
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
