/** Tests of the Spark ML stages against the jobs of the same purpose. */
@NullMarked
package io.gristmill.jobs.ml;

import org.jspecify.annotations.NullMarked;
