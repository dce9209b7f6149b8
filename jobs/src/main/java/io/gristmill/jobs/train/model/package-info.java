/**
 * Decoder-only transformers. {@link io.gristmill.jobs.train.model.LanguageModel} is the entry
 * point. {@link io.gristmill.jobs.train.model.ConfigReader} reads {@code config.json} into a {@link
 * io.gristmill.jobs.train.model.TransformerConfig}, {@link
 * io.gristmill.jobs.train.model.Parameters} lists the model's tensors under their Hugging Face
 * names, and {@link io.gristmill.jobs.train.model.ModelScript} renders its methods as TorchScript
 * from the files that begin with {@code decoder.py}. The package depends on {@code train.tensor},
 * not on DJL.
 */
@NullMarked
package io.gristmill.jobs.train.model;

import org.jspecify.annotations.NullMarked;
