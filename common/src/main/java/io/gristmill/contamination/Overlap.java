package io.gristmill.contamination;

import java.io.Serializable;

/**
 * An n-gram that a text shares with a benchmark record.
 *
 * @param benchmarkId id of the record; if several contain the n-gram, of the one added first
 * @param nGram the common words or characters, normalized and separated by spaces
 * @param units number of words and characters
 */
public record Overlap(String benchmarkId, String nGram, int units) implements Serializable {}
