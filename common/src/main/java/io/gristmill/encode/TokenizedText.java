package io.gristmill.encode;

/**
 * A text as tokens with their places, in code points of the text.
 *
 * @param ids the tokens
 * @param starts of the first code point of each token
 * @param ends behind the last code point of each token; several tokens may share one code point
 */
public record TokenizedText(int[] ids, int[] starts, int[] ends) {}
