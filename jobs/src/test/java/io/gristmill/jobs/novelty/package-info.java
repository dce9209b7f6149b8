/** Tests of the novelty stage: both engines against each other and against the plain loop. */
@NullMarked
package io.gristmill.jobs.novelty;

import org.jspecify.annotations.NullMarked;
