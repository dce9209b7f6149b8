package io.gristmill.encode;

/**
 * A tokenized text with the span of each token, in code points.
 *
 * @param ids the tokens
 * @param starts first code point of each token
 * @param ends end of each token, exclusive; several tokens may share one code point
 */
public record TokenizedText(int[] ids, int[] starts, int[] ends) {}
