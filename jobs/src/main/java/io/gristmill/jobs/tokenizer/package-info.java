/**
 * Texts to tokens and back by a model's own {@code tokenizer.json}: {@link
 * io.gristmill.jobs.tokenizer.Tokenizer}, for every stage that counts or needs tokens, with {@link
 * io.gristmill.jobs.tokenizer.SpecialTokens}. Depends on DJL's tokenizers.
 */
@NullMarked
package io.gristmill.jobs.tokenizer;

import org.jspecify.annotations.NullMarked;
