/**
 * Progress for the person at the terminal or the reader of a log: {@link
 * io.gristmill.jobs.train.tracking.console.ConsoleLogger}.
 */
@NullMarked
package io.gristmill.jobs.train.tracking.console;

import org.jspecify.annotations.NullMarked;
