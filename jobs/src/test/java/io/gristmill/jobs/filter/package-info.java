/** Tests of the filter stage. */
@NullMarked
package io.gristmill.jobs.filter;

import org.jspecify.annotations.NullMarked;
