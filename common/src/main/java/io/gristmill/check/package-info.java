/**
 * Checks at the edges and what a failed one becomes: {@link io.gristmill.check.Require} for
 * callers, {@link io.gristmill.check.Problems} for settings (all at once), {@link
 * io.gristmill.check.UserException} for what a user can mend, with its {@link
 * io.gristmill.check.ExitCode}.
 */
@NullMarked
package io.gristmill.check;

import org.jspecify.annotations.NullMarked;
