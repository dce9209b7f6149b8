/**
 * What a training tells the person who watches it: {@link io.gristmill.jobs.train.watch.Watcher} is
 * told of numbers and samples as they come. Knows neither tensors nor models.
 */
@NullMarked
package io.gristmill.jobs.train.watch;

import org.jspecify.annotations.NullMarked;
