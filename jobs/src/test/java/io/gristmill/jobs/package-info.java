/** Tests of the module as a whole. */
@NullMarked
package io.gristmill.jobs;

import org.jspecify.annotations.NullMarked;
