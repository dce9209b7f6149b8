/**
 * ROUGE-L novelty: the score of two texts ({@link io.gristmill.similarity.rouge.RougeL}), all pairs
 * above a threshold without comparing all pairs ({@link io.gristmill.similarity.rouge.RougeJoin}),
 * and who is accepted when rows are judged one after the other ({@link
 * io.gristmill.similarity.rouge.SequentialNovelty}, {@link
 * io.gristmill.similarity.rouge.NoveltyPool}). Depends on text and checks alone.
 */
@NullMarked
package io.gristmill.similarity.rouge;

import org.jspecify.annotations.NullMarked;
