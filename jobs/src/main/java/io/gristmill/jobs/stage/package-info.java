/**
 * The contract between a pipeline and its stages: {@link io.gristmill.jobs.stage.Stage} (examples
 * in, examples and rejects out), its context and its result.
 */
@NullMarked
package io.gristmill.jobs.stage;

import org.jspecify.annotations.NullMarked;
