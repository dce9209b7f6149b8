/**
 * Exact near-duplicates by cosine over TF-IDF vectors of character n-grams, as scikit-learn's char
 * analyser defines them. Start at {@link io.gristmill.similarity.cosine.NearDuplicateFinder} for
 * texts in one JVM, at {@link io.gristmill.similarity.cosine.TileJoin} for parts of a cluster. A
 * pair counts when its dot product, summed in doubles in ascending gram order, exceeds the
 * threshold; every bound in here only decides which pairs need not be summed. May use {@code text},
 * {@code random} and {@code check}.
 */
@NullMarked
package io.gristmill.similarity.cosine;

import org.jspecify.annotations.NullMarked;
