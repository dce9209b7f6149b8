/**
 * Near-duplicates by TF-IDF cosine over character n-grams. Start at {@link
 * io.gristmill.jobs.dedup.DedupStage}. The mathematics is in {@code
 * io.gristmill.similarity.cosine}; here is how it is spread out.
 *
 * <p>Sets that fit one task go through {@code LocalEngine}: one task, several threads, no shuffle.
 * Larger ones go through {@code ClusterEngine}: a matrix of pairs of parts, each pair one task that
 * reads two packed parts and runs the exact tile join. Both give the same rows. A shuffle of
 * candidates (prefix filter, LSH) was measured and rejected: characters n-grams are a dense
 * problem, where half of all pairs become candidates.
 */
@NullMarked
package io.gristmill.jobs.dedup;

import org.jspecify.annotations.NullMarked;
