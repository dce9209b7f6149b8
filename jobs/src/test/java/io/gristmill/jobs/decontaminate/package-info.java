/** Tests of the stage that drops what repeats evaluation sets. */
@NullMarked
package io.gristmill.jobs.decontaminate;

import org.jspecify.annotations.NullMarked;
