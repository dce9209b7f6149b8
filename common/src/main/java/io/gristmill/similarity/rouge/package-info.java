/**
 * Novelty by ROUGE-L: the score of two texts ({@link io.gristmill.similarity.rouge.RougeL}), all
 * pairs above a threshold without comparing all pairs ({@link
 * io.gristmill.similarity.rouge.RougeJoin}), and the sequential decision which rows to accept
 * ({@link io.gristmill.similarity.rouge.SequentialNovelty}, {@link
 * io.gristmill.similarity.rouge.NoveltyPool}). Depends on {@code text} and {@code check} only.
 */
@NullMarked
package io.gristmill.similarity.rouge;

import org.jspecify.annotations.NullMarked;
