/** Tests of records. */
@NullMarked
package io.gristmill.record;

import org.jspecify.annotations.NullMarked;
