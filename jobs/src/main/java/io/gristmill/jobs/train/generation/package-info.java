/**
 * Models that write: {@link io.gristmill.jobs.train.generation.Generator} answers prompts, many at
 * a time, by the functions of a {@link io.gristmill.jobs.train.model.LanguageModel}. Knows tensors
 * by {@code train.tensor} alone.
 */
@NullMarked
package io.gristmill.jobs.train.generation;

import org.jspecify.annotations.NullMarked;
