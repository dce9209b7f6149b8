package io.gristmill.similarity.cosine;

import java.io.Serializable;

/**
 * A row that goes.
 *
 * @param row its index in the input
 * @param match index of the row it resembles
 * @param cosine of the two; 1 for equal vectors
 */
public record Removal(int row, int match, double cosine) implements Serializable {}
