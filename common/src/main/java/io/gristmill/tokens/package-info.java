/**
 * Turns token sequences into the rows of a batch: loss masks, truncation, batch order and packing.
 * Start at {@link io.gristmill.tokens.Collation}; for large data sets, at {@link
 * io.gristmill.tokens.TokenStore}. {@link io.gristmill.tokens.LlmsFromScratchCollation} and {@link
 * io.gristmill.tokens.AlpacaCollation} reproduce two well-known trainers exactly. Everything is
 * pure and deterministic.
 */
@NullMarked
package io.gristmill.tokens;

import org.jspecify.annotations.NullMarked;
