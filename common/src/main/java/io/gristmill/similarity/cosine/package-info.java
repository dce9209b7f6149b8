/**
 * Exact near-duplicates by cosine over TF-IDF vectors of character n-grams, as scikit-learn
 * computes them with {@code analyzer="char"}. Start at {@link
 * io.gristmill.similarity.cosine.NearDuplicateFinder} for texts in one JVM, at {@link
 * io.gristmill.similarity.cosine.TileJoin} for the parts of a cluster join. A pair is similar when
 * its dot product, summed in doubles in ascending n-gram order, exceeds the threshold; every bound
 * in this package only decides which pairs need no exact product. May use {@code text}, {@code
 * random} and {@code check}.
 */
@NullMarked
package io.gristmill.similarity.cosine;

import org.jspecify.annotations.NullMarked;
