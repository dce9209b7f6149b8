package io.gristmill.recipe;

import java.io.Serializable;

/**
 * A piece of an answer, or a whole one, that became no record.
 *
 * @param rule kebab-case, as in a reject table
 * @param detail the reason for a person
 * @param text the piece itself
 */
public record Rejection(String rule, String detail, String text) implements Serializable {}
