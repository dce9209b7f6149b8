/** What tests of jobs share: {@link io.gristmill.jobs.testing.LocalSpark}. */
@NullMarked
package io.gristmill.jobs.testing;

import org.jspecify.annotations.NullMarked;
