/**
 * Progress on a terminal or in a log: {@link
 * io.gristmill.jobs.train.tracking.console.ConsoleLogger}.
 */
@NullMarked
package io.gristmill.jobs.train.tracking.console;

import org.jspecify.annotations.NullMarked;
