/**
 * Tests of generation: rounds, rows, sample and forecast, against plain loops and the rehearsal.
 */
@NullMarked
package io.gristmill.jobs.generate;

import org.jspecify.annotations.NullMarked;
