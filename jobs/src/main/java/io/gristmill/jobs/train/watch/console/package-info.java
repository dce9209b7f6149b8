/**
 * Progress for the person at the terminal or the reader of a log: {@link
 * io.gristmill.jobs.train.watch.console.Console}.
 */
@NullMarked
package io.gristmill.jobs.train.watch.console;

import org.jspecify.annotations.NullMarked;
