/**
 * Helpers that tests of several jobs share: {@link io.gristmill.jobs.testing.LocalSpark} and
 * builders of tables, files and servers.
 */
@NullMarked
package io.gristmill.jobs.testing;

import org.jspecify.annotations.NullMarked;
