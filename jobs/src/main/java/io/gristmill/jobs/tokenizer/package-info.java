/**
 * Tokenizes and decodes text with a model's {@code tokenizer.json}: start at {@link
 * io.gristmill.jobs.tokenizer.Tokenizer}and {@link io.gristmill.jobs.tokenizer.SpecialTokens}.
 * Depends on DJL's tokenizers.
 */
@NullMarked
package io.gristmill.jobs.tokenizer;

import org.jspecify.annotations.NullMarked;
