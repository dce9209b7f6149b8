/**
 * What follows from pairs of similar rows, whatever the similarity: {@link
 * io.gristmill.similarity.KeepFirst} and {@link io.gristmill.similarity.ConnectedComponents}. The
 * similarities themselves are in {@code cosine} (TF-IDF over character n-grams) and {@code rouge}
 * (ROUGE-L over tokens). Pure arrays; depends on {@code text} and {@code random}.
 */
@NullMarked
package io.gristmill.similarity;

import org.jspecify.annotations.NullMarked;
