package io.gristmill.similarity.cosine;

import java.io.Serializable;

/** A removed row, the row it is similar to, and their cosine; rows are indexes into the input. */
public record Removal(int row, int match, double cosine) implements Serializable {}
