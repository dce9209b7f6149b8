/**
 * The ROUGE-L novelty filter with the sequential meaning of Self-Instruct. Start at {@link
 * io.gristmill.jobs.novelty.NoveltyStage}. The join and the sequential rule are in {@code
 * io.gristmill.similarity.rouge}; here is how they are spread out: one task where the texts fit, a
 * task per pair of parts where they do not. The sequential acceptance is resolved from the pairs in
 * order of position, so both ways give the same rows.
 */
@NullMarked
package io.gristmill.jobs.novelty;

import org.jspecify.annotations.NullMarked;
