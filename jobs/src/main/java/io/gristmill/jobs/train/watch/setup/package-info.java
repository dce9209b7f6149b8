/**
 * All watchers of a training together: {@link io.gristmill.jobs.train.watch.setup.Watchers} is what
 * a training is given.
 */
@NullMarked
package io.gristmill.jobs.train.watch.setup;

import org.jspecify.annotations.NullMarked;
