/**
 * Near-duplicates by TF-IDF cosine over character n-grams. Start at {@link
 * io.gristmill.jobs.dedup.DedupStage}, or at {@link io.gristmill.jobs.dedup.DedupSearch}, which the
 * Spark ML stage has in common with it. The mathematics is in {@code
 * io.gristmill.similarity.cosine}; here is how it is spread out.
 *
 * <p>Sets that fit one task go through {@code LocalEngine}: one task, several threads, no shuffle.
 * Larger ones go through {@code ClusterEngine}: a matrix of pairs of parts, each pair one task that
 * reads two packed parts and runs the exact tile join. Both give the same rows. A shuffle of
 * candidates (prefix filter, LSH) was measured and rejected: characters n-grams are a dense
 * problem, where half of all pairs become candidates.
 *
 * <p>Pairs or decisions. In the mode {@code pairs} all similar pairs of distinct texts are formed,
 * and removals follow from them. In the mode {@code decision} they are not, as their number grows
 * quadratically where results are dense, as on long texts: components come from a spanning forest
 * per task, and the rules that go by position from rounds over ranges of positions ({@code
 * OrderedRounds}). Rows, witnesses and cosines are the same, bit for bit. With {@code
 * dedup.strategy = auto} the cluster join decides without pairs for components always, else where a
 * sample of the distinct texts (the first thousand by a hash of their position; a few hundred of
 * them are compared) has 5 % of similar pairs, or so many that 200 pairs a text are to be expected.
 * Where pairs are asked for, they are formed and decided from.
 *
 * <p>Skew. Parts weigh the same by their grams. Where pairs or a forest are wanted, a part holds
 * texts whose index stops in the same zones ({@code CutZones}): 10.9 instead of 20.7 billion
 * postings met on 200,000 short texts, against parts that mix them. What a pair of parts will cost
 * follows from their counted entries ({@code JoinCost}), what a stretch of a round will cost from
 * the round before; whatever costs twice the median is cut into slices ({@code JoinTask}).
 *
 * <p>Memory of a task of the cluster join: two parts as vectors, 22 bytes a gram and 400 a text,
 * beside the vocabulary. That is some 45 bytes for each of the {@code dedup.partition-chars} in
 * each of the two: 360 MB at the default.
 */
@NullMarked
package io.gristmill.jobs.dedup;

import org.jspecify.annotations.NullMarked;
