/**
 * From records to what a model is taught. {@link io.gristmill.encode.TrainingTextReader} says what
 * a raw record means, a {@link io.gristmill.encode.TrainingTemplate} writes it as text of which
 * some is learned, {@link io.gristmill.encode.TrainingTextEncoder} makes tokens of that; {@link
 * io.gristmill.encode.RowEncoder} is all three with the limit, for the trainer and the stage {@code
 * tokenize} alike. The chat template of a model is a style too. A row that cannot be taught is a
 * value with its reason. Knows no tokenizer, only {@link io.gristmill.encode.TextEncoder}.
 */
@NullMarked
package io.gristmill.encode;

import org.jspecify.annotations.NullMarked;
