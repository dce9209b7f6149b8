/** Tests of the near-duplicate stage: both engines against each other and against all pairs. */
@NullMarked
package io.gristmill.jobs.dedup;

import org.jspecify.annotations.NullMarked;
