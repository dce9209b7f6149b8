/**
 * Which split a row belongs to; start at {@link io.gristmill.split.SplitShares}. Depends on {@code
 * check}, {@code config} and {@code random}.
 */
@NullMarked
package io.gristmill.split;

import org.jspecify.annotations.NullMarked;
