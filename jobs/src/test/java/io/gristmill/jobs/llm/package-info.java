/** Tests of asking a model from Spark tasks, against the rehearsal over HTTP. */
@NullMarked
package io.gristmill.jobs.llm;

import org.jspecify.annotations.NullMarked;
