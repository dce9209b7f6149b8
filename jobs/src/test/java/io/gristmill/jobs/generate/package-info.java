/**
 * Tests of generation: rounds, rows, sample and forecast, compared with sequential loops over the
 * rehearsal model.
 */
@NullMarked
package io.gristmill.jobs.generate;

import org.jspecify.annotations.NullMarked;
