/**
 * Tests of the novelty stage: both engines compared with each other and with the sequential loop.
 */
@NullMarked
package io.gristmill.jobs.novelty;

import org.jspecify.annotations.NullMarked;
