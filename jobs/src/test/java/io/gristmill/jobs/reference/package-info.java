/** Tests of the stage {@code reference}. */
@NullMarked
package io.gristmill.jobs.reference;

import org.jspecify.annotations.NullMarked;
