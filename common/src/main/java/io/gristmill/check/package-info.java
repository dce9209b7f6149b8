/**
 * Checks of arguments and settings: {@link io.gristmill.check.Require} for callers, {@link
 * io.gristmill.check.Problems} for settings (all at once), {@link io.gristmill.check.UserException}
 * for errors that the user can fix, with its {@link io.gristmill.check.ExitCode}.
 */
@NullMarked
package io.gristmill.check;

import org.jspecify.annotations.NullMarked;
