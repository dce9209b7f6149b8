/** Tests of reading files without Spark. */
@NullMarked
package io.gristmill.jobs.io;

import org.jspecify.annotations.NullMarked;
