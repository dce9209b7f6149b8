/** Tests of the near-duplicate stage and its engines. */
@NullMarked
package io.gristmill.jobs.dedup;

import org.jspecify.annotations.NullMarked;
