/**
 * Differences between versions of a data set. Start at {@link
 * io.gristmill.jobs.datasets.VersionDiff}.
 */
@NullMarked
package io.gristmill.jobs.datasets;

import org.jspecify.annotations.NullMarked;
