/** Tests of training on executors that need no cluster. */
@NullMarked
package io.gristmill.jobs.executor;

import org.jspecify.annotations.NullMarked;
