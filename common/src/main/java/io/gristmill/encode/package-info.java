/**
 * Turns records into training rows. {@link io.gristmill.encode.TrainingTextReader} reads raw
 * records, a {@link io.gristmill.encode.TrainingTemplate} renders them as text with parts in the
 * loss, {@link io.gristmill.encode.TrainingTextEncoder} tokenizes it; {@link
 * io.gristmill.encode.RowEncoder} adds truncation, for the trainer and for the stage {@code
 * tokenize}. An unusable row is a value with its reason, not an exception. The package uses
 * tokenizers only through {@link io.gristmill.encode.TextEncoder}.
 */
@NullMarked
package io.gristmill.encode;

import org.jspecify.annotations.NullMarked;
