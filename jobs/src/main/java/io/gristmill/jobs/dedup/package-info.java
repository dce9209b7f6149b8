/**
 * Removes near-duplicates by TF-IDF cosine over character n-grams. Start at {@link
 * io.gristmill.jobs.dedup.DedupStage}, or at {@link io.gristmill.jobs.dedup.DedupSearch}, which the
 * Spark ML stage uses, too. The mathematics is in {@code io.gristmill.similarity.cosine}; this
 * package distributes it.
 *
 * <p><b>Engines.</b> Data that fits one task is processed by {@code LocalDedup}: one task, several
 * threads, no shuffle. Larger data is processed by {@code ClusterDedup}: the join is divided into
 * pairs of parts (partitions of the groups); each pair is a task that reads two packed parts and
 * runs the exact tile join. Both give the same rows. A shuffle of candidates (prefix filtering,
 * LSH) was measured and rejected: with character n-grams, half of all pairs become candidates.
 *
 * <p><b>Strategies.</b> With {@code dedup.strategy = pairs}, all similar pairs of distinct texts
 * are collected and removals are computed from them. With {@code on-the-fly} they are not
 * collected, since their number grows quadratically on dense data such as long texts: {@code
 * components} uses a spanning forest per task, {@code greedy} and {@code earliest-similar} use
 * rounds over ranges of positions ({@code OrderedRounds}). Rows, matches and cosines are the same,
 * bit for bit. With {@code auto} the cluster join decides on the fly for {@code components}, and
 * otherwise if in a sample of the distinct texts (the first thousand by a hash of their position, a
 * few hundred of which are compared) 5 % of the pairs are similar, or so many that 200 similar
 * pairs per text are expected. If pairs are to be written, they are collected and used for the
 * decision.
 *
 * <p><b>Skew.</b> Parts have equal weight, measured in n-grams. For pairs and forests, a part
 * contains texts with similar cuts ({@code CutZones}): on 200,000 short texts this reduces the
 * visited postings from 20.7 to 10.9 billion. The cost of a pair of parts is estimated from their
 * counted entries ({@code JoinCost}), that of a batch in a round from the previous round; tasks of
 * more than twice the median cost are divided into slices ({@code JoinTask}).
 *
 * <p><b>Memory</b> of a task of the cluster join: two parts as vectors, 22 bytes per n-gram and 400
 * per text, besides the vocabulary. That is about 45 bytes for each of the {@code
 * dedup.partition-chars} in each of the two parts: 360 MB by default.
 */
@NullMarked
package io.gristmill.jobs.dedup;

import org.jspecify.annotations.NullMarked;
