package io.gristmill.similarity.rouge;

/**
 * The highest score of a text with a pool.
 *
 * @param score highest F, 0 where nothing is shared with any entry
 * @param first the first entry that has it, -1 in an empty pool
 * @param count how many entries have it; all of them where it is 0
 */
public record BestMatch(double score, int first, int count) {}
