/** Tests of the formats. */
@NullMarked
package io.gristmill.format;

import org.jspecify.annotations.NullMarked;
