/**
 * From token sequences to the rows that a model is trained on: which tokens are learned, how long a
 * row may be, which rows share a batch or, packed, a row. Begin at {@link
 * io.gristmill.tokens.Collation}, or where there are very many rows at {@link
 * io.gristmill.tokens.TokenStore}. {@link io.gristmill.tokens.LlmsFromScratchCollation} and {@link
 * io.gristmill.tokens.AlpacaCollation} are what two well-known trainers do, oddities included.
 * Everything is pure and deterministic.
 */
@NullMarked
package io.gristmill.tokens;

import org.jspecify.annotations.NullMarked;
