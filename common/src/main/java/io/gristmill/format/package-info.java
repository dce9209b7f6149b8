/**
 * The row shapes that training tools read: a {@link io.gristmill.format.Format} says its columns
 * once and turns an example into one row for them, or says why it cannot. Start at {@link
 * io.gristmill.format.FormatConfig}, which reads the chosen ones from the settings. Depends on
 * {@code record}, {@code text}, {@code random}, {@code check} and {@code config}.
 */
@NullMarked
package io.gristmill.format;

import org.jspecify.annotations.NullMarked;
