/** Tests of the Spark ML stages against the corresponding jobs. */
@NullMarked
package io.gristmill.jobs.ml;

import org.jspecify.annotations.NullMarked;
