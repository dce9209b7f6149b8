/**
 * What a training leaves: {@link io.gristmill.jobs.train.run.folder.RunFolder} says whose a folder
 * is and what lies in it.
 */
@NullMarked
package io.gristmill.jobs.train.run.folder;

import org.jspecify.annotations.NullMarked;
