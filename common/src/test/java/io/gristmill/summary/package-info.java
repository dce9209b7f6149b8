/** Tests of the text about a run. */
@NullMarked
package io.gristmill.summary;

import org.jspecify.annotations.NullMarked;
