/** Tests of the near-duplicate stage: both engines compared with each other and with all pairs. */
@NullMarked
package io.gristmill.jobs.dedup;

import org.jspecify.annotations.NullMarked;
