/**
 * Row formats of training tools. A {@link io.gristmill.format.Format} declares its columns and
 * formats an example as one row, or skips it with a reason. Start at {@link
 * io.gristmill.format.FormatConfig}, which reads the selected formats from the settings. Depends on
 * {@code record}, {@code text}, {@code random}, {@code check} and {@code config}.
 */
@NullMarked
package io.gristmill.format;

import org.jspecify.annotations.NullMarked;
