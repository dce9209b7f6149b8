package io.gristmill.similarity.rouge;

/**
 * The highest score of a text against a pool.
 *
 * @param score highest F-measure; 0 if no entry has a token in common
 * @param first first entry with that score; -1 for an empty pool
 * @param count number of entries with that score; all of them if it is 0
 */
public record BestMatch(double score, int first, int count) {}
