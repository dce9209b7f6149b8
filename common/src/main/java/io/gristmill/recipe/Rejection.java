package io.gristmill.recipe;

import java.io.Serializable;

/**
 * An answer, or a piece of one, that became no record.
 *
 * @param rule reject rule in kebab-case
 * @param detail explanation for the user
 * @param text the rejected text
 */
public record Rejection(String rule, String detail, String text) implements Serializable {}
