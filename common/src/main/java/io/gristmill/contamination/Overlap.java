package io.gristmill.contamination;

import java.io.Serializable;

/**
 * What a text has in common with an evaluation record.
 *
 * @param benchmarkId of the record, the earliest that was added where several have it
 * @param nGram the common words or characters as they were compared, with blanks between them
 * @param units how many they are
 */
public record Overlap(String benchmarkId, String nGram, int units) implements Serializable {}
