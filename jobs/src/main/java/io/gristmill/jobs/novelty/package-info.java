/**
 * The ROUGE-L novelty filter of Self-Instruct. Start at {@link
 * io.gristmill.jobs.novelty.NoveltyStage}. The join and the sequential rule are in {@code
 * io.gristmill.similarity.rouge}; this package distributes them: one task if the texts fit,
 * otherwise one task per pair of parts. Decisions are computed from the pairs in order of position,
 * so both engines give the same rows.
 */
@NullMarked
package io.gristmill.jobs.novelty;

import org.jspecify.annotations.NullMarked;
