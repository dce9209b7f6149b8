/**
 * Operations of Python on values: truth, numbers, comparison, iteration, slices, {@code str},
 * {@code repr}, {@code json.dumps}, {@code %}-formatting. Start at {@link
 * io.gristmill.jinja.python.Types}. Text is indexed by code points.
 */
@NullMarked
package io.gristmill.jinja.python;

import org.jspecify.annotations.NullMarked;
