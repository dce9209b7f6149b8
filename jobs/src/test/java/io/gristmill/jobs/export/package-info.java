/** Tests of the export stage. */
@NullMarked
package io.gristmill.jobs.export;

import org.jspecify.annotations.NullMarked;
