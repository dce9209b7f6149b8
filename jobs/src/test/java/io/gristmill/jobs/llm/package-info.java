/** Tests of model calls from Spark tasks, against the rehearsal server over HTTP. */
@NullMarked
package io.gristmill.jobs.llm;

import org.jspecify.annotations.NullMarked;
