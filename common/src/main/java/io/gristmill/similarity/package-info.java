/**
 * Decisions about similar rows from their pairs, for any similarity: {@link
 * io.gristmill.similarity.KeepFirst} and {@link io.gristmill.similarity.ConnectedComponents}. The
 * similarities are in {@code cosine} (TF-IDF over character n-grams) and {@code rouge} (ROUGE-L
 * over tokens). Works on primitive arrays; depends on {@code text} and {@code random}.
 */
@NullMarked
package io.gristmill.similarity;

import org.jspecify.annotations.NullMarked;
