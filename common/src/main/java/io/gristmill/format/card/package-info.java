/**
 * The Hugging Face card of a data set. {@link io.gristmill.format.card.DataSetCard} renders {@link
 * io.gristmill.format.card.DataSetFacts} as {@code README.md}. Depends on {@code format}, {@code
 * check} and {@code config}.
 */
@NullMarked
package io.gristmill.format.card;

import org.jspecify.annotations.NullMarked;
