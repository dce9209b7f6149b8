/**
 * Decoder-only transformers: {@link io.gristmill.jobs.train.model.ConfigReader} makes a {@link
 * io.gristmill.jobs.train.model.TransformerConfig} of {@code config.json}, {@link
 * io.gristmill.jobs.train.model.Parameters} says what tensors it has under Hugging Face's names,
 * {@link io.gristmill.jobs.train.model.ModelScript} renders its functions as TorchScript. Knows
 * tensors by {@code train.tensor} alone.
 */
@NullMarked
package io.gristmill.jobs.train.model;

import org.jspecify.annotations.NullMarked;
