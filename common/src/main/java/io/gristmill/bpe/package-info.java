/**
 * Training of a byte-level BPE tokenizer (Sennrich et al. 2016; Radford et al. 2019 for the bytes),
 * with exactly the merges of Hugging Face's {@code tokenizers}. Start at {@link
 * io.gristmill.bpe.BpeTrainer}; {@link io.gristmill.bpe.TokenizerFiles} writes the files that
 * Hugging Face and DJL load. Pure and deterministic.
 */
@NullMarked
package io.gristmill.bpe;

import org.jspecify.annotations.NullMarked;
