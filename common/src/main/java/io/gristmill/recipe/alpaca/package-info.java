/**
 * Stanford Alpaca (Taori et al. 2023): whole tasks, many a request. Start at {@link
 * io.gristmill.recipe.alpaca.Alpaca}; answers become records in {@link
 * io.gristmill.recipe.alpaca.AlpacaParser}.
 */
@NullMarked
package io.gristmill.recipe.alpaca;

import org.jspecify.annotations.NullMarked;
