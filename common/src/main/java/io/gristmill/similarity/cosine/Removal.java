package io.gristmill.similarity.cosine;

import java.io.Serializable;

/**
 * A removed row.
 *
 * @param row its index in the input
 * @param match index of the row it is similar to
 * @param cosine cosine of the two rows; 1 for equal vectors
 */
public record Removal(int row, int match, double cosine) implements Serializable {}
