/**
 * Text generation: {@link io.gristmill.jobs.train.generation.Generator} answers batches of prompts
 * with a {@link io.gristmill.jobs.train.model.LanguageModel}.
 */
@NullMarked
package io.gristmill.jobs.train.generation;

import org.jspecify.annotations.NullMarked;
