/**
 * Stanford Alpaca (Taori et al. 2023): many complete tasks per request. Start at {@link
 * io.gristmill.recipe.alpaca.Alpaca}; {@link io.gristmill.recipe.alpaca.AlpacaParser} parses the
 * answers.
 */
@NullMarked
package io.gristmill.recipe.alpaca;

import org.jspecify.annotations.NullMarked;
